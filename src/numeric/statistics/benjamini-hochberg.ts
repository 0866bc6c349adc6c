// Which of many p-values are taken seriously, so that of those few are there by chance.

/**
 * The largest p-value that is rejected, so that the share of false ones among the rejected is at most `rate` in expectation.
 * @param pValues - NaN is left out, also of the count
 * @param rate - 0..1
 * @returns 0 when none is rejected
 * @source Benjamini, Hochberg 1995, section 3.1; for conformal p-values, which hang together, Bates et al. 2023, theorem 2
 */
export function benjaminiHochberg(pValues: ArrayLike<number>, rate: number): number {
  const sorted = Float64Array.from(pValues)
    .filter((value) => !Number.isNaN(value))
    .sort();
  for (let place = sorted.length; place >= 1; place--) {
    const value = sorted[place - 1] ?? 1;
    if (value <= (place / sorted.length) * rate) return value;
  }
  return 0;
}
