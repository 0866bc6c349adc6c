// How well rows fit their cluster, compared with the next one.
import { seeded } from '../random/seeded.ts';
import type { RowMatrix } from './row-products.ts';

/**
 * The mean silhouette width: 1 where clusters are tight and apart, 0 where they touch, negative where rows are in the wrong one.
 * @param assignments - cluster per row, 0..k-1
 * @param sample - at most this many rows are looked at, drawn at random
 * @returns -1..1; NaN when fewer than two clusters have rows. A row alone in its cluster counts 0
 * @source Rousseeuw 1987, Silhouettes, J. Comput. Appl. Math. 20
 */
export function silhouette(
  { values, width, count }: RowMatrix,
  assignments: ArrayLike<number>,
  { seed, sample = 1000 }: { readonly seed: number; readonly sample?: number },
): number {
  const rows = seeded(seed).sample(count, Math.min(sample, count));
  const clusters = rows.reduce((most, row) => Math.max(most, assignments[row] ?? 0), 0) + 1;
  const sizes = new Int32Array(clusters);
  for (const row of rows) sizes[assignments[row] ?? 0] = (sizes[assignments[row] ?? 0] ?? 0) + 1;
  if (sizes.filter((size) => size > 0).length < 2) return Number.NaN;
  const sums = new Float64Array(clusters);
  let total = 0;
  for (const row of rows) {
    sums.fill(0);
    for (const other of rows) {
      const cluster = assignments[other] ?? 0;
      sums[cluster] = (sums[cluster] ?? 0) + distance(values, row * width, other * width, width);
    }
    total += rowSilhouette(sums, sizes, assignments[row] ?? 0);
  }
  return total / rows.length;
}

/** The silhouette width of a row, from the sums of its distances to each cluster. */
function rowSilhouette(sums: Float64Array, sizes: Int32Array, own: number): number {
  const mates = (sizes[own] ?? 0) - 1;
  if (mates === 0) return 0;
  const inside = (sums[own] ?? 0) / mates;
  let next = Infinity;
  for (let c = 0; c < sums.length; c++) {
    if (c !== own && (sizes[c] ?? 0) > 0) next = Math.min(next, (sums[c] ?? 0) / (sizes[c] ?? 1));
  }
  const larger = Math.max(inside, next);
  return larger > 0 ? (next - inside) / larger : 0;
}

function distance(values: Float32Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = (values[a + j] ?? 0) - (values[b + j] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
