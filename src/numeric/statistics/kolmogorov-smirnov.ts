// Whether two samples of a number come from one distribution.
import { sorted } from './quantile.ts';

export interface TestResult {
  readonly statistic: number;
  /** The chance of a statistic at least as large when nothing differs. */
  readonly pValue: number;
}

/**
 * The largest distance between the two empirical distribution functions.
 * @param a - NaN is left out
 * @param b - NaN is left out
 * @returns both NaN when a sample is empty. The p-value is asymptotic: within .005 of the exact one from 20 values per sample,
 *   too large where values are tied
 * @source Smirnov 1948; effective size corrected after Stephens 1970
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): TestResult {
  const x = sorted(a);
  const y = sorted(b);
  if (x.length === 0 || y.length === 0) return { statistic: Number.NaN, pValue: Number.NaN };
  let statistic = 0;
  let i = 0;
  let j = 0;
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i] ?? 0, y[j] ?? 0);
    while (i < x.length && x[i] === value) i += 1;
    while (j < y.length && y[j] === value) j += 1;
    statistic = Math.max(statistic, Math.abs(i / x.length - j / y.length));
  }
  const root = Math.sqrt((x.length * y.length) / (x.length + y.length));
  return { statistic, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * statistic) };
}

/**
 * The chance that the supremum of a Brownian bridge is larger than x.
 * @source Kolmogorov 1933; the second form (by Jacobi's theta function) where the first converges slowly
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1.18) {
    const front = Math.sqrt(2 * Math.PI) / x;
    for (let k = 1; k <= 7; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - front * sum;
  }
  for (let k = 1; k <= 6; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return sum;
}
