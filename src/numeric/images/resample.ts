// Pictures in another size, in the ways that loaders of training data do it. All are separable: a pass along each axis.

/** Shape [height, width, channels]. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/**
 * - `area`: the mean of the source pixels that a target pixel covers, parts of pixels by their part
 * - `bilinear`: a triangle that widens with the scale, so that every source pixel counts (Pillow, torchvision)
 * - `nearest`, `sampled-bilinear`, `sampled-bicubic`: 1, 2 or 4 source pixels along each axis whatever the scale (OpenCV,
 *   TensorFlow without antialiasing): what attacks by scaling rest on
 */
export type Resampler = 'area' | 'bilinear' | 'nearest' | 'sampled-bilinear' | 'sampled-bicubic';

/**
 * @param width - of the result, at least 1 @param height - of the result, at least 1
 * @returns a fresh array of shape [height, width, channels], rounded to the nearest
 * @source pixel centres at half coordinates, as Pillow and OpenCV have them; bicubic: Keys 1981 with a = -0.75
 * @limits memory: two intermediate results of the smaller of (source height x width) and (height x source width) pixels
 */
export function resample(source: Pixels, width: number, height: number, how: Resampler): Uint8Array {
  const { channels, pixels } = source;
  if (source.width === width && source.height === height) return pixels.slice();
  const across = weightsOf(source.width, width, how);
  const down = weightsOf(source.height, height, how);
  // ATTACKER: a picture may be one pixel wide and millions high; the axis that leaves less goes first.
  if (source.height * width <= height * source.width) {
    const narrow = alongAxis(pixels, source.height, source.width, channels, across);
    return rounded(alongAxis(narrow, 1, source.height, width * channels, down));
  }
  const low = alongAxis(pixels, 1, source.height, source.width * channels, down);
  return rounded(alongAxis(low, height, source.width, channels, across));
}

/** For each target pixel the first source pixel, and the weights of it and those after it; their sum is 1. */
interface Weights {
  readonly from: Int32Array;
  /** Shape [targets, taps]. */
  readonly values: Float64Array;
  readonly taps: number;
}

function weightsOf(size: number, targets: number, how: Resampler): Weights {
  const scale = size / targets;
  const { half, weight, clamps } = kernelOf(how, scale);
  const reach = Math.ceil(2 * half) + 1;
  const taps = Math.min(size, reach);
  const from = new Int32Array(targets);
  const values = new Float64Array(targets * taps);
  for (let target = 0; target < targets; target++) {
    const centre = (target + 0.5) * scale;
    const low = Math.floor(centre - half);
    const first = Math.max(0, Math.min(size - taps, low));
    const row = values.subarray(target * taps, (target + 1) * taps);
    let sum = 0;
    for (let index = low; index <= low + reach; index++) {
      const inside = Math.min(size - 1, Math.max(0, index));
      const share = inside === index || clamps ? weight(index, centre) : 0;
      const at = inside - first;
      // What rounding puts beyond the last tap weighs nothing.
      if (share === 0 || at >= taps) continue;
      row[at] = (row[at] ?? 0) + share;
      sum += share;
    }
    for (let at = 0; at < taps; at++) row[at] = (row[at] ?? 0) / sum;
    from[target] = first;
  }
  return { from, values, taps };
}

interface Kernel {
  /** Source pixels to either side of the centre that can weigh something. */
  readonly half: number;
  /** @param index - of the source pixel, which reaches from `index` to `index + 1` */
  readonly weight: (index: number, centre: number) => number;
  /** Beyond the edge stands the pixel of the edge; else nothing. */
  readonly clamps: boolean;
}

function kernelOf(how: Resampler, scale: number): Kernel {
  const distance = (index: number, centre: number): number => Math.abs(index + 0.5 - centre);
  const triangle = (half: number) => (index: number, centre: number) => Math.max(0, 1 - distance(index, centre) / half);
  if (how === 'area') {
    const half = scale / 2;
    const covered = (index: number, centre: number): number =>
      Math.max(0, Math.min(index + 1, centre + half) - Math.max(index, centre - half));
    return { half, weight: covered, clamps: false };
  }
  if (how === 'bilinear') return { half: Math.max(1, scale), weight: triangle(Math.max(1, scale)), clamps: false };
  if (how === 'nearest')
    return { half: 0.5, weight: (index, centre) => Number(index === Math.floor(centre)), clamps: true };
  if (how === 'sampled-bilinear') return { half: 1, weight: triangle(1), clamps: true };
  return { half: 2, weight: (index, centre) => cubic(distance(index, centre)), clamps: true };
}

function cubic(x: number): number {
  const a = -0.75;
  if (x < 1) return (a + 2) * x ** 3 - (a + 3) * x ** 2 + 1;
  return x < 2 ? a * x ** 3 - 5 * a * x ** 2 + 8 * a * x - 4 * a : 0;
}

/** Weighs along the middle axis of an array of shape [outer, size, inner]. */
function alongAxis(
  source: Uint8Array | Float32Array,
  outer: number,
  size: number,
  inner: number,
  { from, values, taps }: Weights,
): Float32Array {
  const targets = from.length;
  const result = new Float32Array(outer * targets * inner);
  for (let block = 0; block < outer; block++) {
    for (let target = 0; target < targets; target++) {
      const to = (block * targets + target) * inner;
      const first = (block * size + (from[target] ?? 0)) * inner;
      for (let tap = 0; tap < taps; tap++) {
        const weight = values[target * taps + tap] ?? 0;
        if (weight === 0) continue;
        const at = first + tap * inner;
        for (let index = 0; index < inner; index++) {
          result[to + index] = (result[to + index] ?? 0) + weight * (source[at + index] ?? 0);
        }
      }
    }
  }
  return result;
}

function rounded(values: Float32Array): Uint8Array {
  const pixels = new Uint8Array(values.length);
  for (let at = 0; at < pixels.length; at++) {
    const value = values[at] ?? 0;
    pixels[at] = value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5;
  }
  return pixels;
}
