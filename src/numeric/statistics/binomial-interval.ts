// How far a share that was counted may be from the true one.
import { normalQuantile } from '../random/normal-quantile.ts';
import { betaDistribution } from './distribution-tails.ts';

/** The true share lies between the two with the given confidence. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's interval: covers on average with the stated confidence, also near 0 and 1.
 * @param hits - 0..trials
 * @param confidence - 0..1, two-sided
 * @returns 0..1 when there was no trial: nothing is known
 * @source Wilson 1927; Brown, Cai, DasGupta 2001, Interval estimation for a binomial proportion
 */
export function wilsonInterval(hits: number, trials: number, confidence = 0.95): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return { low: hits <= 0 ? 0 : Math.max(0, centre - half), high: hits >= trials ? 1 : Math.min(1, centre + half) };
}

/**
 * The exact interval of Clopper and Pearson: covers with at least the stated confidence, always.
 * @param hits - 0..trials
 * @param confidence - 0..1, two-sided
 * @returns 0..1 when there was no trial
 * @source Clopper, Pearson 1934, in its form by the beta distribution
 */
export function clopperPearsonInterval(hits: number, trials: number, confidence = 0.95): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const outside = (1 - confidence) / 2;
  return {
    low: hits <= 0 ? 0 : betaQuantile(outside, hits, trials - hits + 1),
    high: hits >= trials ? 1 : betaQuantile(1 - outside, hits + 1, trials - hits),
  };
}

/** By bisection: 200 halvings reach the smallest double, and end before where nothing changes any more. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (betaDistribution(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
