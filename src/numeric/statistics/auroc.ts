// How well scores separate two groups.
import { ranks } from './ranks.ts';

/**
 * Area under the receiver operating characteristic: the chance that a positive row scores higher than a negative one, ties
 * counting half.
 * @param scores - per row; NaN counts as lower than all numbers
 * @param positive - per row, not 0 where positive
 * @returns 0..1, NaN when one of the groups is empty
 * @source Mann, Whitney 1947; Hanley, McNeil 1982
 */
export function auroc(scores: ArrayLike<number>, positive: ArrayLike<number | boolean>): number {
  const rank = ranks(scores);
  let sum = 0;
  let positives = 0;
  for (let i = 0; i < rank.length; i++) {
    if (!positive[i]) continue;
    positives += 1;
    sum += rank[i] ?? 0;
  }
  const negatives = rank.length - positives;
  return positives === 0 || negatives === 0
    ? Number.NaN
    : (sum - (positives * (positives + 1)) / 2) / positives / negatives;
}
