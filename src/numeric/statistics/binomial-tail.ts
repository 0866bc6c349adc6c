// Exact tails of counts: how surprising is it to see so many.
import { betaDistribution } from './distribution-tails.ts';
import { logGamma } from './log-gamma.ts';

/**
 * P(X >= hits) for X of `trials` independent trials with probability `p` each.
 * @param p - 0..1
 * @returns relative error about 1e-12; 1 for hits <= 0, 0 for hits > trials
 * @source DLMF 8.17.5 (the binomial tail is an incomplete beta function)
 */
export function binomialTail(hits: number, trials: number, p: number): number {
  if (hits <= 0) return 1;
  if (hits > trials) return 0;
  return betaDistribution(p, hits, trials - hits + 1);
}

/**
 * P(X >= hits) when `drawn` of `total` things are drawn without putting back and `marked` of them are marked: Fisher's exact test,
 * one-sided.
 * @returns the sum of at most `drawn` terms, relative error about 1e-10
 */
export function hypergeometricTail(hits: number, drawn: number, marked: number, total: number): number {
  const most = Math.min(drawn, marked);
  const least = Math.max(0, drawn + marked - total);
  if (hits <= least) return 1;
  if (hits > most) return 0;
  let term = Math.exp(logChoose(marked, hits) + logChoose(total - marked, drawn - hits) - logChoose(total, drawn));
  let sum = 0;
  for (let x = hits; x <= most && term > 0; x++) {
    sum += term;
    if (term < sum * 1e-16) break;
    term *= ((marked - x) / (x + 1)) * ((drawn - x) / (total - marked - drawn + x + 1));
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
