// Whether the user's model speaks against a class: then a person has to look, even where no row can be named.
import type { DetectorRun } from '#core/dataset/data-scan';

/** What the ids of runs with a user's model begin with. */
export const modelPrefix = 'model/';

export function isSuspectedByModel(runs: readonly DetectorRun[]): boolean {
  return runs.some(({ detector, outcome }) => detector.startsWith(modelPrefix) && outcome === 'fail');
}
