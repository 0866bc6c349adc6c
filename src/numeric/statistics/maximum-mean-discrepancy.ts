// Whether two samples of vectors come from one distribution.
import { NumericError } from '#core/errors';
import { mmdRows } from '#core/limits';
import { type Random, seeded } from '../random/seeded.ts';
import type { TestResult } from './kolmogorov-smirnov.ts';
import { median } from './quantile.ts';

export interface MmdOptions {
  readonly seed: number;
  /** Relabellings drawn, at least 1; the p-value is never below 1 / (permutations + 1). */
  readonly permutations: number;
}

/**
 * The squared maximum mean discrepancy (unbiased) under a Gaussian kernel whose width is the median distance, and the share of
 * random relabellings that reach it.
 * @param a - shape [rows, width], row-major, finite
 * @param b - shape [rows, width], the same width
 * @throws {NumericError} NUMERIC_SHAPE when an array is no whole number of rows or has fewer than two, NUMERIC_LIMIT when both
 *   together have more than `mmdRows` rows: draw a sample
 * @source Gretton et al. 2012, A kernel two-sample test, JMLR 13, section 3 and lemma 6; width: its section 8
 */
export function maximumMeanDiscrepancy(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  width: number,
  { seed, permutations }: MmdOptions,
): TestResult {
  const first = rowsOf(a, width);
  const n = first + rowsOf(b, width);
  if (n > mmdRows.value) {
    throw new NumericError('NUMERIC_LIMIT', `${n} rows; draw a sample`, { limit: 'mmdRows', value: n });
  }
  const kernel = gaussianKernel(squaredDistances(a, b, width, first, n), n);
  const inFirst = new Uint8Array(n).fill(1, 0, first);
  const statistic = discrepancy(kernel, inFirst, first, n);
  const random: Random = seeded(seed);
  let reached = 1;
  for (let i = 0; i < permutations; i++) {
    if (discrepancy(kernel, random.shuffle(inFirst), first, n) >= statistic) reached += 1;
  }
  return { statistic, pValue: reached / (permutations + 1) };
}

function rowsOf(values: ArrayLike<number>, width: number): number {
  const rows = values.length / width;
  if (Number.isInteger(rows) && rows >= 2) return rows;
  throw new NumericError('NUMERIC_SHAPE', `${values.length} numbers are not two or more rows of ${width}`);
}

/** Shape [n, n]; only below the diagonal. */
function squaredDistances(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  width: number,
  first: number,
  n: number,
): Float64Array {
  const rows = new Float64Array(n * width);
  rows.set(a);
  rows.set(b, first * width);
  const result = new Float64Array(n * n);
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0; k < width; k++) {
        const difference = (rows[i * width + k] ?? 0) - (rows[j * width + k] ?? 0);
        sum += difference * difference;
      }
      result[i * n + j] = sum;
    }
  }
  return result;
}

/** exp(-d / (2 median)), below the diagonal. All rows equal: every kernel value is 1, and nothing differs. */
function gaussianKernel(distances: Float64Array, n: number): Float64Array {
  const below: number[] = [];
  // The median of some thousand pairs is as good as that of millions.
  const step = Math.max(1, Math.floor((n * (n - 1)) / 2 / 100_000));
  let pair = 0;
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) if (pair++ % step === 0) below.push(distances[i * n + j] ?? 0);
  const width = 2 * median(below) || 1;
  return distances.map((distance) => Math.exp(-distance / width));
}

function discrepancy(kernel: Float64Array, inFirst: Uint8Array, first: number, n: number): number {
  let both = 0;
  let neither = 0;
  let across = 0;
  for (let i = 1; i < n; i++) {
    const row = i * n;
    let withFirst = 0;
    let withSecond = 0;
    for (let j = 0; j < i; j++) {
      const value = kernel[row + j] ?? 0;
      if (inFirst[j] === 1) withFirst += value;
      else withSecond += value;
    }
    if (inFirst[i] === 1) {
      both += withFirst;
      across += withSecond;
    } else {
      neither += withSecond;
      across += withFirst;
    }
  }
  const second = n - first;
  return (2 * both) / (first * (first - 1)) + (2 * neither) / (second * (second - 1)) - (2 * across) / (first * second);
}
