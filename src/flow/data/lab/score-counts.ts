// How many rows score how much, kept in a few hundred numbers: counts of several runs can be added, and thresholds tried on them.
import { moments } from '#numeric/statistics/moments';
import { robustScale } from '#numeric/statistics/quantile';

/** Rows per step of a fixed scale of thresholds. */
export interface ScoreCounts {
  /** Row i: scores from `scale[i]` up to, not including, `scale[i + 1]`. Scores below `scale[0]` are in none. */
  readonly planted: readonly number[];
  readonly clean: readonly number[];
}

/** Thresholds of scores 0..1: 1/256, 2/256, ... 1. A score of 0 means: not flagged. */
export const scoreScale: readonly number[] = Array.from({ length: 256 }, (_, at) => (at + 1) / 256);

/**
 * Thresholds in robust standard deviations: 0.25 to 10^12, by steps of 12 %. Probabilities and losses have such tails: most rows of a
 * class have next to none.
 */
export const deviationScale: readonly number[] = Array.from({ length: 256 }, (_, at) => 0.25 * 1.12 ** at);

/** @param scores - per row; NaN counts as below the scale @param isPlanted - per row, not 0 where it is */
export function countScores(scores: Float64Array, isPlanted: Uint8Array, scale: readonly number[]): ScoreCounts {
  const planted = new Array<number>(scale.length).fill(0);
  const clean = new Array<number>(scale.length).fill(0);
  for (let row = 0; row < scores.length; row++) {
    const step = stepOf(scores[row] ?? Number.NaN, scale);
    if (step < 0) continue;
    const counts = isPlanted[row] ? planted : clean;
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return { planted, clean };
}

/** The last step that is not above the score; -1 where there is none. */
function stepOf(score: number, scale: readonly number[]): number {
  if (!(score >= (scale[0] ?? 0))) return -1;
  let [low, high] = [0, scale.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((scale[middle] ?? Number.POSITIVE_INFINITY) <= score) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function addCounts(all: readonly ScoreCounts[], steps: number): ScoreCounts {
  const sum = (of: 'planted' | 'clean'): readonly number[] =>
    Array.from({ length: steps }, (_, at) => all.reduce((total, counts) => total + (counts[of][at] ?? 0), 0));
  return { planted: sum('planted'), clean: sum('clean') };
}

/** Rows at or above each threshold of the scale. */
export function atOrAbove(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts
    .toReversed()
    .map((count) => (sum += count))
    .reverse();
}

/**
 * Scores that are comparable within a class only, made comparable: how many robust standard deviations a row lies above the median
 * of its class; plain standard deviations where more than half of the class score the same.
 * @returns NaN where the score is; 0 where the whole class scores the same
 */
export function deviationsWithinClasses(scores: Float64Array, labels: Int32Array, classes: number): Float64Array {
  const deviations = new Float64Array(scores.length).fill(Number.NaN);
  const rowsOf = Array.from({ length: classes }, (): number[] => []);
  for (let row = 0; row < scores.length; row++) rowsOf[labels[row] ?? -1]?.push(row);
  for (const rows of rowsOf) {
    const own = rows.map((row) => scores[row] ?? Number.NaN);
    const { median, deviation } = robustScale(own);
    const scale = deviation > 0 ? deviation : Math.sqrt(moments(own).variance);
    for (const row of rows) {
      const above = (scores[row] ?? Number.NaN) - median;
      deviations[row] = above === 0 ? 0 : above / scale;
    }
  }
  return deviations;
}
