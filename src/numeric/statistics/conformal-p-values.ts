// How unusual a score is among scores of examples that are known to be good.

/** Scores by one and the same rule, of good examples and of those that are asked about. */
export interface ScoredFold {
  /** NaN counts for nothing. */
  readonly good: ArrayLike<number>;
  /** The same examples in the same order in every fold. */
  readonly asked: ArrayLike<number>;
}

/**
 * The share of good examples that score at least as high, the asked one counted among them. Of examples that are drawn like the good ones at
 * most a share p has a p-value of at most p; with several folds, each with a rule learnt from the others, at most 2 p, and about p as a rule.
 * @param folds - at least one
 * @returns one per asked example, in (0, 1]; NaN where one of its scores is, or where nothing is known to be good
 * @source Vovk, Gammerman, Shafer 2005, section 2.3 (conformal p-values); Vovk 2015 (cross-conformal); Bates et al. 2023, section 2
 */
export function conformalPValues(folds: readonly ScoredFold[]): Float64Array {
  const asked = folds[0]?.asked.length ?? 0;
  const reached = new Float64Array(asked).fill(1);
  let good = 0;
  for (const fold of folds) {
    const sorted = Float64Array.from(fold.good)
      .filter((score) => !Number.isNaN(score))
      .sort();
    good += sorted.length;
    for (let at = 0; at < asked; at++) {
      const score = fold.asked[at] ?? Number.NaN;
      reached[at] =
        (reached[at] ?? 0) + (Number.isNaN(score) ? Number.NaN : sorted.length - firstNotBelow(sorted, score));
    }
  }
  return reached.map((count) => (good === 0 ? Number.NaN : count / (good + 1)));
}

/** Place of the first that is not below; the length where all are. */
function firstNotBelow(sorted: Float64Array, score: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
