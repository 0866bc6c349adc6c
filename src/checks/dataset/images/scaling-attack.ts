// Pictures that become other pictures when a loader shrinks them.
import type { Pixels } from '#numeric/images/resample';
import { toGrey } from './picture-properties.ts';

/** The few pixels of the source that a way of shrinking looks at. */
interface SamplingWay {
  readonly name: string;
  /** Source pixels along one axis for each pixel of the result. */
  readonly taps: 1 | 2;
  /** Whether pixel centres or pixel corners lie on each other. */
  readonly corners: boolean;
}

export interface ScalingSuspicion {
  /** Width and height to which the picture was thought to be shrunk. */
  readonly width: number;
  readonly height: number;
  readonly way: string;
  /** Share of the result's pixels whose sampled source pixels lie outside all others around them, 0..1. */
  readonly share: number;
  /** Correlation of neighbouring results' differences, -1..1: another picture has structure, texture has none. */
  readonly coherence: number;
  /** Root mean square of the differences between what is sampled and what stands around it, over 2 x 2 results, 0..255. */
  readonly change: number;
}

/**
 * Looks at up to 64 x 64 pixels of each possible result, in the ways in which OpenCV, Pillow (nearest) and TensorFlow sample. An attack
 * changes the sampled pixels and leaves those between them, so they stand out from their surroundings, and what they show hangs together.
 * @param sizes - width and height of possible results; those that do not halve the picture at least are passed over, since an attack
 *   would have to change every pixel
 * @returns the strongest suspicion, when there is one
 * @source Xiao et al. 2019 (image-scaling attacks); Quiring et al. 2020 (which pixels a scaler reads); the statistics are our own
 * @limits finds nothing where the scaling reads all pixels or nearly all (`area`, Pillow's filters, bilinear to less than a third): an
 *   attack would have to change what people see. A grid of dots with the
 *   period of the sampling looks the same as an attack.
 */
export function suspectScaling(
  picture: Pixels,
  sizes: readonly (readonly [width: number, height: number])[],
): ScalingSuspicion | undefined {
  let worst: ScalingSuspicion | undefined;
  const grey = greyOf(picture);
  for (const [width, height] of sizes) {
    if (picture.width < 2 * width || picture.height < 2 * height) continue;
    for (const way of samplingWays) {
      const suspicion = look(grey, width, height, way);
      if (suspicion !== undefined && suspicion.share * suspicion.coherence > strength(worst)) worst = suspicion;
    }
  }
  return worst;
}

function strength(suspicion: ScalingSuspicion | undefined): number {
  return suspicion === undefined ? 0 : suspicion.share * suspicion.coherence;
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

function greyOf({ pixels, width, height, channels }: Pixels): Grey {
  const values = new Float32Array(width * height);
  toGrey(pixels, channels === 3 ? 3 : 1, values);
  return { width, height, values };
}

function look(picture: Grey, width: number, height: number, way: SamplingWay): ScalingSuspicion | undefined {
  const columns = samplesAlong(picture.width, width, way);
  const rows = samplesAlong(picture.height, height, way);
  // Where all pixels of a cell are sampled, none is left to differ from.
  if (columns.cell < way.taps || rows.cell < way.taps) return undefined;
  if (columns.cell * rows.cell < way.taps * way.taps + 2) return undefined;
  const across = Math.min(width, mostCells);
  const down = Math.min(height, mostCells);
  const left = (width - across) >> 1;
  const top = (height - down) >> 1;
  const differences = new Float32Array(across * down);
  let outside = 0;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const found = lookAtCell(picture, columns, rows, left + x, top + y, way.taps);
      differences[y * across + x] = found.difference;
      if (found.outside) outside += 1;
    }
  }
  const others = columns.cell * rows.cell;
  const share = outside / differences.length;
  const coherence = neighbourCorrelation(differences, across, down);
  const change = smoothedSize(differences, across, down);
  // In any texture one of k values is the largest or smallest of them by chance, 2 in k times.
  const suspicious = share > 2 / others + leastShare && coherence > leastCoherence && change > leastChange;
  return suspicious ? { width, height, way: way.name, share, coherence, change } : undefined;
}

interface Samples {
  /** First sampled source pixel of each result. */
  readonly first: Int32Array;
  /** Source pixels per result that are looked at: rounded down, at most 6, around the sampled ones. */
  readonly cell: number;
}

function samplesAlong(size: number, target: number, { taps, corners }: SamplingWay): Samples {
  const scale = size / target;
  const first = new Int32Array(target);
  for (let at = 0; at < target; at++) {
    const place = corners ? at * scale : (at + 0.5) * scale - (taps === 2 ? 0.5 : 0);
    first[at] = Math.min(size - taps, Math.max(0, Math.floor(place)));
  }
  return { first, cell: Math.min(mostAround, Math.floor(scale)) };
}

interface CellLook {
  /** Mean of the sampled pixels less that of the others, in grey. */
  readonly difference: number;
  readonly outside: boolean;
}

/** The sampled pixels against those of a cell around them. */
function lookAtCell(
  { values, width, height }: Grey,
  columns: Samples,
  rows: Samples,
  x: number,
  y: number,
  taps: number,
): CellLook {
  const column = columns.first[x] ?? 0;
  const row = rows.first[y] ?? 0;
  const left = Math.min(Math.max(0, column - ((columns.cell - taps) >> 1)), Math.max(0, width - columns.cell));
  const top = Math.min(Math.max(0, row - ((rows.cell - taps) >> 1)), Math.max(0, height - rows.cell));
  let [sampled, count, sum, others, least, most] = [0, 0, 0, 0, 255, 0];
  for (let v = top; v < top + rows.cell; v++) {
    for (let u = left; u < left + columns.cell; u++) {
      const value = values[v * width + u] ?? 0;
      if (v >= row && v < row + taps && u >= column && u < column + taps) {
        sampled += value;
        count += 1;
      } else {
        sum += value;
        others += 1;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
  }
  const value = sampled / count;
  return { difference: value - sum / others, outside: value > most + margin || value < least - margin };
}

/** Of values that stand beside or above each other. */
function neighbourCorrelation(values: Float32Array, across: number, down: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let [products, squares, pairs] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) squares += ((values[at] ?? 0) - mean) ** 2;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const value = (values[y * across + x] ?? 0) - mean;
      if (x + 1 < across) products += value * ((values[y * across + x + 1] ?? 0) - mean);
      if (y + 1 < down) products += value * ((values[(y + 1) * across + x] ?? 0) - mean);
      pairs += Number(x + 1 < across) + Number(y + 1 < down);
    }
  }
  return squares === 0 || pairs === 0 ? 0 : products / pairs / (squares / values.length);
}

function smoothedSize(values: Float32Array, across: number, down: number): number {
  let [squares, count] = [0, 0];
  for (let y = 0; y + 1 < down; y += 2) {
    for (let x = 0; x + 1 < across; x += 2) {
      const at = y * across + x;
      const four =
        (values[at] ?? 0) + (values[at + 1] ?? 0) + (values[at + across] ?? 0) + (values[at + across + 1] ?? 0);
      squares += (four / 4) ** 2;
      count += 1;
    }
  }
  return count === 0 ? 0 : Math.sqrt(squares / count);
}

/** OpenCV's nearest and TensorFlow's early forms put corners on corners; Pillow's nearest and OpenCV's linear centres on centres. */
const samplingWays: readonly SamplingWay[] = [
  { name: 'nearest', taps: 1, corners: false },
  { name: 'nearest, corners aligned', taps: 1, corners: true },
  { name: 'bilinear', taps: 2, corners: false },
  { name: 'bilinear, corners aligned', taps: 2, corners: true },
];

const mostCells = 64;
const mostAround = 6;
/** Grey levels by which a sampled pixel has to stand out: compression moves pixels less. */
const margin = 6;
const leastShare = 0.2;
const leastCoherence = 0.3;
const leastChange = 8;
