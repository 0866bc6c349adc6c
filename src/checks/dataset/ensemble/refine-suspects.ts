// From a first guess of which rows may bear a trigger to those that share something no other row has.
import { sorted, sortedQuantile } from '#numeric/statistics/quantile';
import { discriminant, residualOf } from './residual-metric.ts';
import type { Study } from './study.ts';

export interface Suspects {
  /** Places among which a trigger was looked for, and their scores: deviations of rows without it. */
  readonly candidates: Int32Array;
  readonly scores: Float64Array;
  /** Scores above it are suspects. */
  readonly threshold: number;
  /** Median score of suspects. */
  readonly top: number;
  /** Quantile .999 of the scores of rows that are no candidates. */
  readonly background: number;
  /** Candidates half way between the crowd and the suspects, per suspect: 0 when the two are apart. */
  readonly valley: number;
  /** Half the distance between the quantiles .16 and .84 of the scores of suspects, per `top`: how unlike they are. */
  readonly spread: number;
  readonly count: number;
}

/**
 * Learns, on each half of the rows, the difference between suspects and what their content explains; scores the other half by
 * it; takes those that stand out as the new suspects; and again. A real trigger makes the groups fall apart; what is merely
 * ambiguous on one half means nothing on the other.
 * @param candidates - places that may be suspects
 * @param reference - places that are none: what scores are measured against
 * @param start - first guess, a part of the candidates
 * @returns undefined when nothing stands out
 * @source self-training with Fisher's discriminant on two halves; the threshold by the ends of a gap, as Otsu 1979 places it
 */
export function refineSuspects(
  study: Study,
  candidates: Int32Array,
  reference: Int32Array,
  start: Int32Array,
): Suspects | undefined {
  let suspects = start;
  let last: Suspects | undefined;
  for (let round = 0; round <= rounds; round++) {
    const scores = scoreBy(study, suspects, candidates, reference);
    if (scores === undefined) return undefined;
    last = standOut(candidates, scores.candidates, scores.reference);
    if (last === undefined) return undefined;
    const { threshold } = last;
    suspects = candidates.filter((_, i) => (scores.candidates[i] ?? 0) > threshold);
  }
  return last;
}

/**
 * Scores of other places by what was learnt from known suspects, with the edges of the suspects kept.
 * @returns undefined when one half has too few suspects
 */
export function scoreMore(
  study: Study,
  known: Suspects,
  places: Int32Array,
  reference: Int32Array,
): Suspects | undefined {
  const suspects = known.candidates.filter((_, i) => (known.scores[i] ?? 0) > known.threshold);
  const scores = scoreBy(study, suspects, places, reference);
  return scores && { ...known, candidates: places, scores: scores.candidates };
}

const rounds = 4;
export const leastSuspects = 6;
const leastPerHalf = 3;

interface Scores {
  readonly candidates: Float64Array;
  readonly reference: Float64Array;
}

/** Deviations above the median of the reference, each half by what the other half says. */
function scoreBy(
  study: Study,
  suspects: Int32Array,
  candidates: Int32Array,
  reference: Int32Array,
): Scores | undefined {
  const result = { candidates: new Float64Array(candidates.length), reference: new Float64Array(reference.length) };
  for (const side of [0, 1] as const) {
    const learnt = suspects.filter((place) => study.half[place] === side);
    if (learnt.length < leastPerHalf) return undefined;
    const metric = study.metrics[side];
    const weights = discriminant(metric, residualOf(metric, meanRow(study, learnt)));
    project(study, weights, 1 - side, candidates, result.candidates);
    project(study, weights, 1 - side, reference, result.reference);
    const ofHalf = sorted(result.reference.filter((_, i) => study.half[reference[i] ?? 0] !== side));
    const middle = sortedQuantile(ofHalf, 0.5);
    const spread = (sortedQuantile(ofHalf, 0.84) - sortedQuantile(ofHalf, 0.16)) / 2;
    if (!(spread > 0)) return undefined;
    for (const [places, scores] of [
      [candidates, result.candidates],
      [reference, result.reference],
    ] as const) {
      for (let i = 0; i < places.length; i++) {
        if (study.half[places[i] ?? 0] !== side) scores[i] = ((scores[i] ?? 0) - middle) / spread;
      }
    }
  }
  return result;
}

export function meanRow({ observed }: Study, places: Int32Array): Float64Array {
  const { values, width } = observed;
  const mean = new Float64Array(width);
  for (const place of places) {
    const from = place * width;
    for (let i = 0; i < width; i++) mean[i] = (mean[i] ?? 0) + (values[from + i] ?? 0);
  }
  return mean.map((value) => value / places.length);
}

/** Products of the weights with the rows of one half. */
function project(
  { observed, half }: Study,
  weights: Float64Array,
  side: number,
  places: Int32Array,
  into: Float64Array,
): void {
  const { values, width } = observed;
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0;
    if (half[place] !== side) continue;
    const from = place * width;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (weights[k] ?? 0) * (values[from + k] ?? 0);
    into[i] = sum;
  }
}

function standOut(candidates: Int32Array, scores: Float64Array, reference: Float64Array): Suspects | undefined {
  const rising = sorted(reference);
  const edge = sortedQuantile(rising, 0.998);
  const values = sorted(scores);
  let threshold = edge;
  let above = values.filter((value) => value > threshold);
  if (above.length < leastSuspects) return undefined;
  let top = sortedQuantile(above, 0.5);
  for (let i = 0; i < 10; i++) {
    threshold = Math.max(edge, top / 2);
    const next = values.filter((value) => value > threshold);
    if (next.length < leastSuspects) break;
    above = next;
    top = sortedQuantile(above, 0.5);
  }
  const between = values.filter((value) => value > 0.35 * top && value < 0.65 * top).length;
  return {
    candidates,
    scores,
    threshold,
    top,
    background: sortedQuantile(rising, 0.999),
    valley: between / above.length,
    spread: (sortedQuantile(above, 0.84) - sortedQuantile(above, 0.16)) / 2 / top,
    count: above.length,
  };
}
