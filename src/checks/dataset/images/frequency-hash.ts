// What a picture looks like from afar: its lowest frequencies, as 64 small numbers and as 64 bits.

/** Lowest frequencies that are kept, without the mean. */
export const frequencies = 64;

/** Of many pictures; row-major. */
export interface FrequencyHashes {
  readonly count: number;
  /** Shape [count, 64], each row of length 127 as a vector; zeros for a picture without contrast. */
  readonly coefficients: Int8Array;
  /** Shape [count, 2]: a bit per coefficient, set where it is above the median of the picture's coefficients. */
  readonly bits: Uint32Array;
}

/** The size of pictures that are hashed. */
export interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Hashes blocks of pictures of one size. */
export interface FrequencyHasher {
  /**
   * @param grey - one picture, shape [height, width], 0..255
   * @param into - where the row `row` is written
   */
  readonly add: (grey: Float32Array, row: number, into: FrequencyHashes) => void;
}

export function emptyHashes(count: number): FrequencyHashes {
  return { count, coefficients: new Int8Array(count * frequencies), bits: new Uint32Array(count * 2) };
}

/**
 * Brightness and contrast do not change the result, compression and resizing little; a shift by a tenth of the picture does.
 * @source Zauner 2010 (perceptual hashing, DCT-based); deviations: picture averaged to at most 32 x 32 without a filter before, the 64
 *   lowest frequencies in zigzag order instead of a square of them
 */
export function frequencyHasher({ height, width }: Omit<PictureShape, 'channels'>): FrequencyHasher {
  const down = basis(height);
  const across = basis(width);
  const rows = new Float64Array(order * height);
  const square = new Float64Array(order * order);
  const values = new Float64Array(frequencies);
  return {
    add: (grey, row, into) => {
      transform(grey, height, width, down, across, rows, square);
      for (let at = 0; at < frequencies; at++) values[at] = square[zigzag[at] ?? 0] ?? 0;
      writeRow(values, row, into);
    },
  };
}

/** square[u, v] = sum over y, x of down[u, y] grey[y, x] across[v, x]. */
function transform(
  grey: Float32Array,
  height: number,
  width: number,
  down: Float64Array,
  across: Float64Array,
  rows: Float64Array,
  square: Float64Array,
): void {
  for (let y = 0; y < height; y++) {
    const line = grey.subarray(y * width, (y + 1) * width);
    for (let v = 0; v < order; v++) {
      let sum = 0;
      const from = v * width;
      for (let x = 0; x < width; x++) sum += (line[x] ?? 0) * (across[from + x] ?? 0);
      rows[v * height + y] = sum;
    }
  }
  for (let u = 0; u < order; u++) {
    for (let v = 0; v < order; v++) {
      let sum = 0;
      for (let y = 0; y < height; y++) sum += (down[u * height + y] ?? 0) * (rows[v * height + y] ?? 0);
      square[u * order + v] = sum;
    }
  }
}

function writeRow(values: Float64Array, row: number, { coefficients, bits }: FrequencyHashes): void {
  let energy = 0;
  for (const value of values) energy += value * value;
  const length = Math.sqrt(energy);
  // Less than one step of grey in the whole picture: nothing to tell it from another.
  if (length < 1) return;
  const sorted = values.toSorted();
  const median = ((sorted[frequencies / 2 - 1] ?? 0) + (sorted[frequencies / 2] ?? 0)) / 2;
  for (let at = 0; at < frequencies; at++) {
    const value = values[at] ?? 0;
    coefficients[row * frequencies + at] = Math.round((127 * value) / length);
    if (value > median) {
      const word = row * 2 + (at >> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (at & 31));
    }
  }
}

/** Cosines of the discrete cosine transform over cells of the side, shape [order, side]; each of length 1 over the cells. */
function basis(side: number): Float64Array {
  const cells = Math.min(side, mostCells);
  const values = new Float64Array(order * side);
  for (let frequency = 0; frequency < order; frequency++) {
    const scale = Math.sqrt((frequency === 0 ? 1 : 2) / cells);
    for (let at = 0; at < side; at++) {
      const cell = Math.floor((at * cells) / side);
      const share = cells / side;
      values[frequency * side + at] = frequency >= cells ? 0 : scale * share * cosine(frequency, cell, cells);
    }
  }
  return values;
}

function cosine(frequency: number, cell: number, cells: number): number {
  return Math.cos((Math.PI * (cell + 0.5) * frequency) / cells);
}

/** Frequencies along one axis that the lowest 64 need. */
const order = 11;
const mostCells = 32;

/** Places in the square of frequencies, by their sum, without the first. */
const zigzag: readonly number[] = Array.from({ length: order * order }, (_, at) => at)
  .sort((a, b) => rank(a) - rank(b) || a - b)
  .slice(1, frequencies + 1);

function rank(place: number): number {
  return Math.floor(place / order) + (place % order);
}
