// How far a count lies above earlier counts of the same kind, by ranks, so that a few wild days do not hide another.
import { exactLogarithm } from '#numeric/random/exact-logarithm';
import { robustScale } from '#numeric/statistics/quantile';

export interface RobustScore {
  /** Robust standard deviations of ln(1 + count) above the median. */
  readonly score: number;
  /** Median of the earlier counts. */
  readonly usual: number;
}

/**
 * Counts are compared as logarithms, because people differ by factors. Where all days are alike, the spread is taken to be that of a
 * count which moves by a third.
 * @param earlier - at least one count, >= 0
 */
export function robustScore(count: number, earlier: readonly number[]): RobustScore {
  const { median, deviation } = robustScale(earlier.map(scaled));
  const usual = robustScale(earlier).median;
  return { score: (scaled(count) - median) / Math.max(deviation, leastDeviation), usual };
}

function scaled(count: number): number {
  return exactLogarithm(1 + count);
}

/** ln(4/3). */
const leastDeviation = 0.2877;
