// How likely a sample is to hold at least one of a few.
import { logGamma } from './log-gamma.ts';

/**
 * The chance that a sample without replacement holds at least one marked row.
 * @param rows - in all @param marked - of them @param drawn - of all, each row equally likely
 * @returns 0..1; 1 when more are drawn than there are unmarked rows
 * @source the hypergeometric distribution: 1 - C(rows - marked, drawn) / C(rows, drawn)
 */
export function chanceToFind(rows: number, marked: number, drawn: number): number {
  if (marked <= 0 || drawn <= 0) return 0;
  if (drawn > rows - marked) return 1;
  const missed =
    logGamma(rows - marked + 1) - logGamma(rows - marked - drawn + 1) - logGamma(rows + 1) + logGamma(rows - drawn + 1);
  return Math.min(1, Math.max(0, -Math.expm1(missed)));
}

/**
 * The smallest sample that holds at least one marked row with the wanted chance.
 * @returns 0..rows; `rows` also when no sample can: nothing is marked, or a chance of 1 is wanted of too many
 */
export function sampleToFind(rows: number, marked: number, chance: number): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chanceToFind(rows, marked, middle) >= chance) high = middle;
    else low = middle + 1;
  }
  return low;
}
