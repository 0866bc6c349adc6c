// Looks for a trigger in each class, and for one that is shared by rows of all classes.
import { type Judged, judgeShared, judgeSuspects } from './judge-suspects.ts';
import { leastSuspects, refineSuspects, scoreMore } from './refine-suspects.ts';
import { spectralSeeds } from './spectral-seeds.ts';
import type { Study } from './study.ts';

export interface FoundSuspects extends Judged {
  /** Class whose rows are suspected; absent: rows of several classes share the trigger. */
  readonly class?: number;
  /** The first guess that led to them. */
  readonly seed: 'label conflict' | 'spectral direction';
}

export interface SearchOptions {
  readonly seed: number;
  /** In which a class may spread that are looked at; fewer where there are many classes. */
  readonly directions: number;
  /** Called between classes; may wait. */
  readonly pause: (share: number) => Promise<void>;
}

/**
 * @returns at most two findings per class, and one for all classes together
 */
export async function searchTriggers(study: Study, options: SearchOptions): Promise<readonly FoundSuspects[]> {
  const { classes, labels } = study.pictures;
  const found: FoundSuspects[] = [];
  const byClass = placesByClass(labels, classes.length);
  const shared = searchShared(study);
  if (shared !== undefined) found.push(shared);
  for (let index = 0; index < classes.length; index++) {
    await options.pause(index / classes.length);
    found.push(...searchClass(study, index, byClass[index] ?? new Int32Array(0), options));
  }
  return found;
}

function searchClass(
  study: Study,
  index: number,
  places: Int32Array,
  { seed, directions }: SearchOptions,
): readonly FoundSuspects[] {
  const { labels, classes } = study.pictures;
  // Without rows that conflict: other classes may bear triggers of their own.
  const reference = study.sample.filter((place) => labels[place] !== index && study.conflict[place] === 0);
  const found: FoundSuspects[] = [];
  const attempt = (start: Int32Array, from: FoundSuspects['seed']): void => {
    if (start.length < leastSuspects) return;
    const suspects = refineSuspects(study, places, reference, start);
    const judged = suspects && judgeSuspects(study, suspects);
    if (judged !== undefined && !found.some((other) => sameRows(other, judged)))
      found.push({ ...judged, class: index, seed: from });
  };
  // Where honest pictures are ambiguous, most conflicts are theirs; of the contradictions few are.
  for (const marked of [study.conflict, study.contradiction])
    attempt(
      places.filter((place) => marked[place] === 1),
      'label conflict',
    );
  const looked = classes.length <= manyClasses ? directions : Math.min(2, directions);
  for (const start of spectralSeeds(study, places, looked, seed)) {
    if (found.length >= 2) break;
    attempt(start, 'spectral direction');
  }
  return found;
}

/** One trigger that sends every class to another one: too few rows per class, many in all. */
function searchShared(study: Study): FoundSuspects | undefined {
  const conflicting = Int32Array.from(study.conflict.keys()).filter((place) => study.conflict[place] === 1);
  if (conflicting.length < leastSuspects) return undefined;
  const reference = study.sample.filter((place) => study.conflict[place] === 0);
  const suspects = refineSuspects(study, conflicting, reference, conflicting);
  // All candidates conflict, so that the other question has its answer.
  const judged = suspects && judgeShared(suspects);
  if (judged === undefined) return undefined;
  const all = Int32Array.from({ length: study.pictures.count }, (_, place) => place);
  const scored = scoreMore(study, judged.suspects, all, reference);
  return scored && { ...judged, suspects: scored, seed: 'label conflict' };
}

/** Of findings with the same rows, the one with most rows that conflict; without any, the one that stands out most. */
export function withoutTwins(found: readonly FoundSuspects[]): readonly FoundSuspects[] {
  const margin = ({ suspects }: Judged): number => suspects.top / Math.max(suspects.background, 1);
  const conflicting = ({ suspects, conflicts }: Judged): number => Math.round(suspects.count * conflicts);
  const kept: FoundSuspects[] = [];
  for (const one of found.toSorted((a, b) => conflicting(b) - conflicting(a) || margin(b) - margin(a))) {
    if (!kept.some((other) => other.class === one.class && sameRows(other, one))) kept.push(one);
  }
  return kept;
}

/** Most suspects of the one are suspects of the other. */
function sameRows(one: Judged, other: Judged): boolean {
  const marked = new Set(suspectPlaces(one));
  const places = suspectPlaces(other);
  return places.filter((place) => marked.has(place)).length > 0.5 * places.length;
}

export function suspectPlaces({ suspects, threshold }: Judged): Int32Array {
  return suspects.candidates.filter((_, i) => (suspects.scores[i] ?? 0) > threshold);
}

export function placesByClass(labels: Int32Array, classes: number): readonly Int32Array[] {
  const lists = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, place) => {
    lists[label]?.push(place);
  });
  return lists.map((list) => Int32Array.from(list));
}

const manyClasses = 30;
