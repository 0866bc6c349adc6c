import type { CountedShare } from '#core/dataset/data-lab';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';

/** A share with its exact interval at 95 %. */
export function countedShare(hits: number, trials: number): CountedShare {
  const { low, high } = clopperPearsonInterval(hits, trials);
  return { hits, trials, share: trials === 0 ? 0 : hits / trials, low, high };
}
