// Principal components: the few directions in which rows spread most.
import { NumericError } from '#core/errors';
import { covarianceWidth } from '#core/limits';
import type { PrincipalComponents } from './components.ts';
import { covariance } from './covariance.ts';
import { randomizedSvd } from './randomized-svd.ts';
import { type RowMatrix, rowProducts } from './row-products.ts';
import { topEigenvectors } from './top-eigenvectors.ts';

/**
 * The first k principal components of rows, centred.
 * @param rows - which rows; all when absent
 * @returns without directions that hold no variance: none at all when all rows are the same
 * @throws {NumericError} NUMERIC_RANGE when k is not a positive whole number or a value is not finite
 * @source Pearson 1901; by the covariance up to `covarianceWidth` columns, by Halko's sketch beyond
 */
export function principalComponents(
  matrix: RowMatrix,
  k: number,
  options: { readonly seed: number; readonly rows?: ArrayLike<number> },
): PrincipalComponents {
  if (!Number.isInteger(k) || k < 1) throw new NumericError('NUMERIC_RANGE', 'components wanted', { value: k });
  const { width } = matrix;
  if (width > covarianceWidth.value) return randomizedSvd(matrix, k, options);
  const { mean, matrix: spread, count } = covariance(matrix, options.rows);
  let totalVariance = 0;
  for (let i = 0; i < width; i++) totalVariance += spread[i * width + i] ?? 0;
  const wanted = Math.min(k, width, Math.max(count - 1, 1));
  const { values, vectors } = topEigenvectors(spread, width, wanted, options.seed);
  let kept = values.length;
  while (kept > 0 && !((values[kept - 1] ?? 0) > totalVariance * negligible)) kept -= 1;
  return { mean, components: vectors.slice(0, kept * width), variances: values.slice(0, kept), totalVariance };
}

/**
 * Rows in the coordinates of principal components.
 * @param rows - which rows; all when absent
 * @returns a row per row, of as many columns as there are components
 */
export function projectRows(
  matrix: RowMatrix,
  { mean, components }: Pick<PrincipalComponents, 'mean' | 'components'>,
  rows?: ArrayLike<number>,
): RowMatrix {
  const { width } = matrix;
  const count = rows?.length ?? matrix.count;
  const kept = components.length / width;
  const directions = { values: Float32Array.from(components), count: kept, width };
  const values = new Float32Array(count * kept);
  const block = new Float32Array(Math.min(blockRows, count) * width);
  for (let from = 0; from < count; from += blockRows) {
    const size = Math.min(blockRows, count - from);
    for (let i = 0; i < size; i++) {
      const row = (rows === undefined ? from + i : (rows[from + i] ?? 0)) * width;
      for (let c = 0; c < width; c++) block[i * width + c] = (matrix.values[row + c] ?? 0) - (mean[c] ?? 0);
    }
    rowProducts({ values: block, count: size, width }, directions, values.subarray(from * kept, (from + size) * kept));
  }
  return { values, count, width: kept };
}

const blockRows = 512;
/** 32-bit features hold no variance below this share of all. */
const negligible = 1e-12;
