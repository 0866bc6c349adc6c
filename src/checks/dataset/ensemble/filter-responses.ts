// How strongly small filters answer anywhere in a picture: features that find a mark wherever it stands, and its texture.
import type { Engine, Tensor } from '#numeric/engine/engine';
import { GraphBuilder } from '#numeric/graph/graph-builder';
import { covariance } from '#numeric/linear/covariance';
import { symmetricEigen } from '#numeric/linear/symmetric-eigen';
import { seeded } from '#numeric/random/seeded';
import type { Pictures } from './read-pictures.ts';

/** Filters, whitened pieces of the pictures themselves; shape [filterCount, channels, side, side]. */
export interface FilterBank {
  readonly weights: Float32Array;
  readonly side: number;
}

export const filterCount = 64;
/** Largest answer, largest opposite answer, mean size, mean logarithm of the square. */
export const answersPerFilter = 4;

/**
 * Draws pieces of pictures and whitens them, so that an answer means more than that the picture is bright or smooth.
 * @source Coates, Ng 2012, Learning feature representations with k-means, section 2; here with drawn pieces instead of means
 * @returns undefined when the pictures are smaller than a piece or have no spread
 */
export function drawFilters(pictures: Pictures, seed: number): FilterBank | undefined {
  const side = Math.min(5, pictures.height, pictures.width);
  const width = side * side * pictures.channels;
  if (side < 3) return undefined;
  const random = seeded(seed, stream);
  const pieces = new Float32Array(drawnPieces * width);
  for (let i = 0; i < drawnPieces; i++) {
    cutPiece(
      pictures,
      random.integer(pictures.count),
      random.integer,
      side,
      pieces.subarray(i * width, (i + 1) * width),
    );
  }
  const { matrix } = covariance({ values: pieces, count: drawnPieces, width });
  const { values, vectors } = symmetricEigen(matrix, width);
  if (!((values[0] ?? 0) > 1e-9)) return undefined;
  const whitening = whiteningOf(values, vectors, width);
  const weights = new Float32Array(filterCount * width);
  let taken = 0;
  for (let i = 0; i < drawnPieces && taken < filterCount; i++) {
    const filter = asFilter(pieces.subarray(i * width, (i + 1) * width), whitening, width);
    if (filter !== undefined) weights.set(filter, taken++ * width);
  }
  return taken < filterCount ? undefined : { weights, side };
}

/**
 * Features of all pictures, shape [count, answersPerFilter x filterCount].
 * @throws {NumericError} NUMERIC_ENGINE
 */
export async function filterResponses(
  pictures: Pictures,
  bank: FilterBank,
  {
    engine,
    signal,
    onProgress,
  }: {
    readonly engine: Engine;
    readonly signal?: AbortSignal;
    readonly onProgress?: (share: number) => void;
  },
): Promise<Float32Array> {
  const { height, width, channels, count, pixels } = pictures;
  const size = height * width * channels;
  const features = answersPerFilter * filterCount;
  const result = new Float32Array(count * features);
  const session = await engine.load(responseGraph(pictures, bank));
  try {
    for (let from = 0; from < count; from += batch) {
      signal?.throwIfAborted();
      const part = Math.min(batch, count - from);
      const data = Float32Array.from(pixels.subarray(from * size, (from + part) * size), (value) => value / 255);
      const x: Tensor = { type: 'float32', dims: [part, height, width, channels], data };
      const answers = (await session.run({ x })).answers?.data;
      if (answers instanceof Float32Array) result.set(answers, from * features);
      onProgress?.((from + part) / count);
    }
  } finally {
    await session.close();
  }
  return result;
}

function responseGraph({ height, width, channels }: Pictures, { weights, side }: FilterBank): Uint8Array {
  const g = new GraphBuilder({
    opset: 17,
    nodes: [],
    initializers: [
      { name: 'filters', tensor: { type: 'float32', dims: [filterCount, channels, side, side], data: weights } },
    ],
    inputs: [],
    outputs: [],
  });
  const x = g.input('x', 'float32', ['N', height, width, channels]);
  const planes = g.op('Transpose', [x], { perm: [0, 3, 1, 2] });
  const wide = g.op('Conv', [planes, 'filters'], { kernel_shape: [side, side] });
  const places = [height - side + 1, width - side + 1];
  const most = (value: string): string => g.op('Relu', [g.op('MaxPool', [value], { kernel_shape: places })]);
  const mean = (value: string): string => g.op('GlobalAveragePool', [value]);
  const logSquare = g.op('Log', [g.op('Add', [g.op('Mul', [wide, wide]), g.float(1e-3)])]);
  const parts = [most(wide), most(g.op('Neg', [wide])), mean(g.op('Abs', [wide])), mean(logSquare)];
  const answers = g.op('Reshape', [
    g.op('Concat', parts, { axis: 1 }),
    g.integers([-1, answersPerFilter * filterCount]),
  ]);
  g.output(answers, 'answers', 'float32', ['N', answersPerFilter * filterCount]);
  return g.encode();
}

/** One piece, [channels, side, side], 0..1, without its mean. */
function cutPiece(
  { pixels, height, width, channels }: Pictures,
  place: number,
  integer: (n: number) => number,
  side: number,
  into: Float32Array,
): void {
  const top = integer(height - side + 1);
  const left = integer(width - side + 1);
  let at = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < side; i++) {
      const from = ((place * height + top + i) * width + left) * channels + c;
      for (let j = 0; j < side; j++) into[at++] = (pixels[from + j * channels] ?? 0) / 255;
    }
  }
  let sum = 0;
  for (const value of into) sum += value;
  const mean = sum / into.length;
  for (let i = 0; i < into.length; i++) into[i] = (into[i] ?? 0) - mean;
}

/** U (values + floor)^-1/2 U'. */
function whiteningOf(values: Float64Array, vectors: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    const factor = 1 / Math.sqrt(Math.max(0, values[k] ?? 0) + whiteningFloor);
    for (let i = 0; i < width; i++) {
      const left = factor * (vectors[k * width + i] ?? 0);
      for (let j = 0; j < width; j++) {
        result[i * width + j] = (result[i * width + j] ?? 0) + left * (vectors[k * width + j] ?? 0);
      }
    }
  }
  return result;
}

/** W (Wp / |Wp|) without its mean; undefined for a piece with hardly anything in it. */
function asFilter(piece: Float32Array, whitening: Float64Array, width: number): Float64Array | undefined {
  const white = times(whitening, piece, width);
  const length = Math.hypot(...white);
  if (length < 1) return undefined;
  const filter = times(
    whitening,
    white.map((value) => value / length),
    width,
  );
  const mean = filter.reduce((sum, value) => sum + value, 0) / width;
  return filter.map((value) => value - mean);
}

function times(matrix: Float64Array, vector: ArrayLike<number>, width: number): Float64Array {
  const result = new Float64Array(width);
  for (let i = 0; i < width; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += (matrix[i * width + j] ?? 0) * (vector[j] ?? 0);
    result[i] = sum;
  }
  return result;
}

const stream = 41;
const drawnPieces = 20_000;
const batch = 128;
/** Of squared pixel values 0..1: noise of 7 % of the range does not count as structure. */
const whiteningFloor = 0.005;
