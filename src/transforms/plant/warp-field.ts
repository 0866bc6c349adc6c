// The smooth field of WaNet: where each pixel of a warped picture is taken from.
import { seeded } from '#numeric/random/seeded';
import type { PictureShape } from './plant-in-images.ts';
import { patternStream } from './streams.ts';

export interface WarpField {
  /** Per pixel the row and the column that it is taken from, in pixels, inside the picture. Shape [height, width]. */
  readonly ys: Float64Array;
  readonly xs: Float64Array;
}

/** @source Nguyen, Tran 2021 (arXiv:2102.10369), section 3.2: control grid k = 4, strength s = 0.5 */
export const warp = { grid: 4, strength: 0.5 } as const;

/**
 * Shifts of a k x k grid, uniform in [-1, 1], divided by their mean size, grown to the picture by bicubic interpolation.
 * The strength s is in units of the paper: a shift of s / height of half the picture, so s / 2 pixels on average at the grid points.
 */
export function warpField({ height, width }: PictureShape, seed: number): WarpField {
  const random = seeded(seed, patternStream);
  const shifts = (): Float64Array =>
    normalize(Float64Array.from({ length: warp.grid ** 2 }, () => 2 * random.uniform() - 1));
  const [down, right] = [shifts(), shifts()];
  const ys = new Float64Array(height * width);
  const xs = new Float64Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [v, u] = [gridPlace(y, height), gridPlace(x, width)];
      ys[y * width + x] = clamp(y + (warp.strength / 2) * bicubic(down, v, u), height - 1);
      xs[y * width + x] = clamp(x + (warp.strength / 2) * bicubic(right, v, u), width - 1);
    }
  }
  return { ys, xs };
}

function normalize(shifts: Float64Array): Float64Array {
  const mean = shifts.reduce((sum, shift) => sum + Math.abs(shift), 0) / shifts.length;
  return shifts.map((shift) => shift / mean);
}

/** A pixel's place in the grid; the corners of the picture are the corners of the grid. */
function gridPlace(at: number, length: number): number {
  return length === 1 ? 0 : (at / (length - 1)) * (warp.grid - 1);
}

/** Cubic convolution; beyond the border the border goes on. @source Keys 1981, with a = -0.75 */
function bicubic(values: Float64Array, v: number, u: number): number {
  let sum = 0;
  for (let dy = -1; dy <= 2; dy++) {
    for (let dx = -1; dx <= 2; dx++) {
      const row = clamp(Math.floor(v) + dy, warp.grid - 1);
      const column = clamp(Math.floor(u) + dx, warp.grid - 1);
      const weight = cubic(v - Math.floor(v) - dy) * cubic(u - Math.floor(u) - dx);
      sum += weight * (values[row * warp.grid + column] ?? 0);
    }
  }
  return sum;
}

function cubic(distance: number): number {
  const a = -0.75;
  const x = Math.abs(distance);
  if (x <= 1) return (a + 2) * x ** 3 - (a + 3) * x ** 2 + 1;
  return x < 2 ? a * (x ** 3 - 5 * x ** 2 + 8 * x - 4) : 0;
}

function clamp(value: number, highest: number): number {
  return Math.min(highest, Math.max(0, value));
}
