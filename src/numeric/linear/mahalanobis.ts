// Distances from a mean, measured in the spread of the rows themselves.
import { cholesky, solveLower } from './cholesky.ts';
import type { Covariance } from './covariance.ts';
import type { RowMatrix } from './row-products.ts';

/**
 * The squared Mahalanobis distance of each row.
 * @param rows - which rows of the matrix, in which order; all when absent
 * @returns per row, >= 0. Where the covariance is degenerate, directions without spread count with the ridge, a millionth of the mean
 *   variance or more; undefined when there is no spread at all
 * @source Mahalanobis 1936; the ridge after Ledoit, Wolf 2004 in its smallest form
 */
export function squaredMahalanobis(
  matrix: RowMatrix,
  { mean, matrix: spread, width }: Covariance,
  rows?: ArrayLike<number>,
): Float64Array | undefined {
  const factor = ridgedCholesky(spread, width);
  if (factor === undefined) return undefined;
  const count = rows?.length ?? matrix.count;
  const result = new Float64Array(count);
  const centred = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    const from = (rows === undefined ? i : (rows[i] ?? 0)) * width;
    for (let k = 0; k < width; k++) centred[k] = (matrix.values[from + k] ?? 0) - (mean[k] ?? 0);
    solveLower(factor, centred);
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (centred[k] ?? 0) ** 2;
    result[i] = sum;
  }
  return result;
}

/** The smallest ridge of 1e-6, 1e-5, ... 1 times the mean variance with which there is a factor. */
function ridgedCholesky(matrix: Float64Array, width: number): Float64Array | undefined {
  let trace = 0;
  for (let i = 0; i < width; i++) trace += matrix[i * width + i] ?? 0;
  const scale = trace / Math.max(width, 1);
  if (!(scale > 0 && scale < Infinity)) return undefined;
  for (let ridge = 1e-6; ridge <= 1; ridge *= 10) {
    const factor = cholesky(matrix, width, ridge * scale);
    if (factor !== undefined) return factor;
  }
  return undefined;
}
