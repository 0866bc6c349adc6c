// Which rows are set aside or shown, by what was found.
import type { FlaggedRow, FoundTrigger, RowReason } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import type { FoundSuspects } from './search-triggers.ts';
import type { Study } from './study.ts';
import { type TriggerPattern, triggerPattern } from './trigger-pattern.ts';

export interface FlaggedTrigger {
  /** Classes (as in `Pictures`) that hold enough of its rows. */
  readonly classes: readonly number[];
  /** Rows to be set aside, by class. */
  readonly filtered: ReadonlyMap<number, number>;
  readonly flags: readonly FlaggedRow[];
  readonly triggers: readonly FoundTrigger[];
  readonly why: string;
  readonly detector: string;
}

export const detectorOf: Readonly<Record<FoundSuspects['judgement'], string>> = {
  relabelled: 'trigger-by-conflict',
  marked: 'trigger-by-mark',
};

export function flagRows(set: ImageSet, study: Study, found: FoundSuspects): FlaggedTrigger {
  const { pictures } = study;
  const names = set.labels?.names ?? [];
  const places = { filter: [] as number[], alert: [] as number[] };
  const filtered = new Map<number, number>();
  found.suspects.candidates.forEach((place, i) => {
    const decision = decide(study, found, place, found.suspects.scores[i] ?? 0);
    if (decision === undefined) return;
    places[decision].push(i);
    const label = pictures.labels[place] ?? 0;
    if (decision === 'filter') filtered.set(label, (filtered.get(label) ?? 0) + 1);
  });
  const classes = [...filtered].filter(([, count]) => count >= leastDeclared).map(([label]) => label);
  const inClasses = (i: number): boolean => classes.includes(pictures.labels[found.suspects.candidates[i] ?? 0] ?? -1);
  const marked = Int32Array.from(places.filter, (i) => found.suspects.candidates[i] ?? 0);
  const pattern = triggerPattern(set, study, marked);
  const text = textOf(found, pattern);
  const flags = (['filter', 'alert'] as const).flatMap((decision) =>
    places[decision].filter(inClasses).map((i): FlaggedRow => {
      const place = found.suspects.candidates[i] ?? 0;
      const score = asScore(found.suspects.scores[i] ?? 0, found.conflictThreshold);
      const reason: RowReason = { detector: detectorOf[found.judgement], score, text, ...regionOf(pattern) };
      const name = names[pictures.classes[pictures.labels[place] ?? 0] ?? 0] ?? '';
      return {
        row: set.id(pictures.rows[place] ?? 0),
        class: name,
        score,
        decision,
        category: 'backdoor',
        because: [reason],
      };
    }),
  );
  const triggers = classes.map((label) => ({
    class: names[pictures.classes[label] ?? 0] ?? '',
    how: text,
    rows: filtered.get(label) ?? 0,
    ...(pattern?.picture && { picture: pattern.picture }),
  }));
  return {
    classes,
    filtered,
    flags,
    triggers,
    why: `${marked.length} rows: ${text}`,
    detector: detectorOf[found.judgement],
  };
}

/** As many rows of a class as make a finding. */
const leastDeclared = 6;

function decide(study: Study, found: FoundSuspects, place: number, score: number): FlaggedRow['decision'] | undefined {
  const isConflict = study.conflict[place] === 1;
  const least = isConflict ? found.conflictThreshold : found.threshold;
  if (score > least) return 'filter';
  return score > 0.8 * least && score > found.suspects.background ? 'alert' : undefined;
}

/** 0..1: 1/2 at the threshold, .9 at 3.3 times of it. */
function asScore(score: number, threshold: number): number {
  return Math.min(0.9999, Math.max(0, 1 - 0.5 ** (score / Math.max(threshold, 1e-9))));
}

function textOf({ judgement, suspects, conflicts }: FoundSuspects, pattern: TriggerPattern | undefined): string {
  const where = pattern === undefined ? 'a mark without a fixed place, or a change of the whole picture' : pattern.text;
  const how = `${suspects.top.toFixed(0)} deviations from other rows, which reach ${suspects.background.toFixed(0)}`;
  return judgement === 'relabelled'
    ? `shares ${where} (${how}); ${Math.round(conflicts * 100)} of 100 such rows show another class than their label says`
    : `shares ${where} (${how}), the same in all of them`;
}

function regionOf(pattern: TriggerPattern | undefined): Pick<RowReason, 'region'> {
  if (pattern?.picture === undefined) return {};
  const { top, left, height, width } = pattern.picture;
  return { region: { top, left, height, width } };
}
