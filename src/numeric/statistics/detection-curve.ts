// What a threshold on scores finds and what it costs, for every threshold.
import { risingOrder } from './ranks.ts';

/** Rows that score `threshold` or more are flagged. */
export interface DetectionPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  /** Of the positive rows, the share flagged. */
  readonly recall: number;
  /** Of the negative rows, the share flagged. */
  readonly falsePositiveRate: number;
  /** Of the flagged rows, the share that is positive. */
  readonly precision: number;
}

/**
 * A point for every different score, from the highest threshold down: the ROC curve by `falsePositiveRate` and `recall`, the
 * precision-recall curve by `recall` and `precision`. Rows of equal score are flagged together.
 * @param scores - per row; NaN counts as lower than all numbers
 * @param positive - per row, not 0 where positive
 * @returns empty when there is no row; shares of an empty group are 0
 */
export function detectionCurve(
  scores: ArrayLike<number>,
  positive: ArrayLike<number | boolean>,
): readonly DetectionPoint[] {
  const order = risingOrder(scores);
  let positives = 0;
  for (let i = 0; i < order.length; i++) if (positive[i]) positives += 1;
  const negatives = order.length - positives;
  const points: DetectionPoint[] = [];
  let truePositives = 0;
  let falsePositives = 0;
  for (let place = order.length - 1; place >= 0; place--) {
    const row = order[place] ?? 0;
    const threshold = score(scores, row);
    if (positive[row]) truePositives += 1;
    else falsePositives += 1;
    if (place > 0 && score(scores, order[place - 1] ?? 0) === threshold) continue;
    points.push({
      threshold,
      truePositives,
      falsePositives,
      recall: truePositives / Math.max(positives, 1),
      falsePositiveRate: falsePositives / Math.max(negatives, 1),
      precision: truePositives / (truePositives + falsePositives),
    });
  }
  return points;
}

/**
 * Mean precision over the positive rows, each taken at its own threshold: the area under the precision-recall curve by steps.
 * @returns 0..1, 0 when nothing is positive
 */
export function averagePrecision(curve: readonly DetectionPoint[]): number {
  let area = 0;
  let recall = 0;
  for (const point of curve) {
    area += (point.recall - recall) * point.precision;
    recall = point.recall;
  }
  return area;
}

function score(scores: ArrayLike<number>, row: number): number {
  const value = scores[row] ?? Number.NaN;
  return Number.isNaN(value) ? -Infinity : value;
}
