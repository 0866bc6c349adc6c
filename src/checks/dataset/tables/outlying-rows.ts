// Rows that lie far from all others: by one column, by all numbers together, and by how few cuts set them apart.
import type { Column, NumberColumn } from '#core/dataset/data-set';
import { type Covariance, covariance } from '#numeric/linear/covariance';
import { squaredMahalanobis } from '#numeric/linear/mahalanobis';
import { seeded } from '#numeric/random/seeded';
import { chiSquareTail } from '#numeric/statistics/distribution-tails';
import { quantile, robustScale } from '#numeric/statistics/quantile';
import { isolationForest } from '#numeric/trees/isolation-forest';

export interface OutlyingRows {
  /** Per row, 0 = ordinary, 1 and above = outlying: the largest of the three measures, each over its bound. */
  readonly scores: Float32Array;
  /** Rows at or above 1, the farthest first. */
  readonly rows: readonly number[];
  /** Columns that were looked at. */
  readonly columns: readonly string[];
  /** Why columns were left out. */
  readonly notes: readonly string[];
}

const mostColumns = 200;
const sampled = 20_000;
const blockRows = 8192;
const trees = 64;
/** Robust standard deviations that no tail of the sample reaches: the bound is at least this. */
const leastDeviations = 8;
/** How much farther than the farthest hundredth of the sample a row has to be. */
const beyondTail = 3;
/** Scores above .6 are unusual, by the paper; honest heavy tails reach .7. */
const leastIsolation = 0.72;

interface ScaledColumn {
  readonly column: NumberColumn;
  readonly median: number;
  readonly deviation: number;
  readonly bound: number;
}

/**
 * @throws by `pause`, to end it
 * @source robust z: Rousseeuw, Croux 1993; trimmed covariance: Rousseeuw 1985 by concentration steps; isolation forest: Liu et al. 2008
 */
export async function findOutlyingRows(
  columns: readonly Column[],
  count: number,
  { seed, pause }: { readonly seed: number; readonly pause: (share: number) => Promise<void> },
): Promise<OutlyingRows> {
  const sample = seeded(seed, 8).sample(count, Math.min(count, sampled)).sort();
  const notes: string[] = [];
  const numbers = columns.filter((column) => column.kind === 'number');
  const scaled = numbers.slice(0, mostColumns).flatMap((column) => scale(column, sample, notes));
  if (numbers.length > mostColumns)
    notes.push(`outliers: ${numbers.length - mostColumns} columns after the first ${mostColumns} are left out`);
  const scores = new Float32Array(count);
  const used = scaled.map(({ column }) => column.name);
  if (scaled.length === 0 || count < 20) return { scores, rows: [], columns: used, notes };
  const spread = trimmedCovariance(matrixOf(scaled, sample, 0, sample.length));
  const far = spread === undefined ? Infinity : distanceBound(scaled, sample, spread);
  const forest = isolationForest(
    scaled.map(({ column }) => column.values),
    sample,
    { trees, seed },
  );
  const isolated = Math.max(
    leastIsolation,
    quantile(Float64Array.from(sample.subarray(0, 4000), forest.score), 0.99) + 0.06,
  );
  for (let from = 0; from < count; from += blockRows) {
    const size = Math.min(blockRows, count - from);
    const matrix = matrixOf(scaled, undefined, from, size);
    const distances = spread === undefined ? undefined : squaredMahalanobis(matrix, spread);
    for (let at = 0; at < size; at++) {
      const row = from + at;
      let worst = Math.sqrt((distances?.[at] ?? 0) / far);
      for (const { column, median, deviation, bound } of scaled) {
        const value = column.values[row] ?? Number.NaN;
        const z = Math.abs(value - median) / deviation / bound;
        if (z > worst) worst = z;
      }
      scores[row] = Math.max(worst, forest.score(row) / isolated);
    }
    await pause((from + size) / count);
  }
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if ((scores[row] ?? 0) >= 1) rows.push(row);
  rows.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  return { scores, rows, columns: used, notes };
}

/** A column without spread says nothing of any row; one where most values are equal has no deviation, and its quantiles stand in. */
function scale(column: NumberColumn, sample: Int32Array, notes: string[]): readonly ScaledColumn[] {
  const values = Float64Array.from(sample, (row) => column.values[row] ?? Number.NaN).filter(Number.isFinite);
  const { median, deviation: robust } = robustScale(values);
  const deviation = robust > 0 ? robust : (quantile(values, 0.99) - quantile(values, 0.01)) / 4;
  if (values.length < 20 || !(deviation > 0 && deviation < Infinity)) {
    notes.push(`outliers: column ${column.name} has no spread`);
    return [];
  }
  const distances = values.map((value) => Math.abs(value - median) / deviation);
  return [{ column, median, deviation, bound: Math.max(leastDeviations, beyondTail * quantile(distances, 0.99)) }];
}

/** Shape [size, columns] of robust deviations, kept within 50 of them: one number of 1e300 is one outlier, not the end of arithmetic. */
function matrixOf(scaled: readonly ScaledColumn[], rows: Int32Array | undefined, from: number, size: number): Matrix {
  const width = scaled.length;
  const values = new Float32Array(size * width);
  scaled.forEach(({ column, median, deviation }, at) => {
    for (let row = 0; row < size; row++) {
      const z =
        ((column.values[rows === undefined ? from + row : (rows[row] ?? 0)] ?? Number.NaN) - median) / deviation;
      values[row * width + at] = z > -50 ? Math.min(z, 50) : z <= -50 ? -50 : 0;
    }
  });
  return { count: size, width, values };
}

interface Matrix {
  readonly count: number;
  readonly width: number;
  readonly values: Float32Array;
}

/** Four concentration steps, each on the three quarters that lie nearest. */
function trimmedCovariance(matrix: Matrix): Covariance | undefined {
  if (matrix.count < 3 * matrix.width) return undefined;
  let spread = covariance(matrix);
  for (let round = 0; round < 4; round++) {
    const distances = squaredMahalanobis(matrix, spread);
    if (distances === undefined) return undefined;
    const bound = quantile(distances, 0.75);
    const near: number[] = [];
    for (let row = 0; row < matrix.count; row++) if ((distances[row] ?? 0) <= bound) near.push(row);
    spread = covariance(matrix, near);
  }
  return spread;
}

/** Where neither normal data nor the sample itself reach. */
function distanceBound(scaled: readonly ScaledColumn[], sample: Int32Array, spread: Covariance): number {
  const distances = squaredMahalanobis(matrixOf(scaled, sample, 0, sample.length), spread) ?? new Float64Array(1);
  let normal = scaled.length;
  while (chiSquareTail(normal, scaled.length) > 1e-9) normal *= 1.1;
  return Math.max(normal, beyondTail ** 2 * quantile(distances, 0.99));
}
