// How far two distributions over the same categories are from each other.

/**
 * Jensen-Shannon divergence in bits.
 * @param p - counts or shares per category, not negative
 * @param q - the same categories
 * @returns 0 (equal) .. 1 (no category in common); NaN when one of them is all zero. Its square root is a metric
 * @source Lin 1991, Divergence measures based on the Shannon entropy
 */
export function jensenShannonDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const totals = [total(p), total(q)] as const;
  if (totals[0] <= 0 || totals[1] <= 0) return Number.NaN;
  let divergence = 0;
  for (let i = 0; i < Math.max(p.length, q.length); i++) {
    const a = (p[i] ?? 0) / totals[0];
    const b = (q[i] ?? 0) / totals[1];
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log2(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log2(b / middle)) / 2;
  }
  return Math.min(1, Math.max(0, divergence));
}

/**
 * Population stability index: the symmetric Kullback-Leibler divergence in nats. By custom .1 is a change worth a look and .25
 * a large one; the index has no scale of its own.
 * @param expected - counts per bin of the older data
 * @param actual - counts per bin of the newer data
 * @returns >= 0; NaN when one of them is all zero. An empty bin counts as half a row, else it would be infinite
 */
export function populationStabilityIndex(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  const totals = [total(expected), total(actual)] as const;
  if (totals[0] <= 0 || totals[1] <= 0) return Number.NaN;
  let index = 0;
  for (let i = 0; i < Math.max(expected.length, actual.length); i++) {
    if (!expected[i] && !actual[i]) continue;
    const a = (expected[i] || 0.5) / totals[0];
    const b = (actual[i] || 0.5) / totals[1];
    index += (b - a) * Math.log(b / a);
  }
  return index;
}

function total(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] ?? 0;
  return sum;
}
