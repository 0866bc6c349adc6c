// Labels of pictures that contradict what all other pictures show: sabotage, not a backdoor. The same test as for tables, on principal
// components; rows that other detectors took for a trigger do not count, because their labels were changed for another purpose.
import { learnClasses } from '#checks/dataset/tables/class-model';
import { findLabelConflict, type LabelConflict } from '#checks/dataset/tables/label-conflict';
import type { DetectorRun, FlaggedRow } from '#core/dataset/data-scan';
import type { Coding, ImageSet, RowId } from '#core/dataset/data-set';
import { quote } from '#core/quote';
import { type Pacing, stepsOf } from './pacing.ts';
import { pictureColumns } from './picture-columns.ts';

export interface PictureLabels {
  readonly run: DetectorRun;
  readonly rows: readonly FlaggedRow[];
  readonly limitations: readonly string[];
}

/** Fewer say nothing. */
const leastRows = 200;
/** More are names, not classes. */
const mostClasses = 200;
/** From this chance on a row is set aside. */
const filterChance = 0.7;

/** @param taken - rows that count as backdoored. @throws {AssayError} when the rows cannot be read any more; what the signal is aborted with */
export async function examinePictureLabels(
  set: ImageSet,
  taken: ReadonlySet<RowId>,
  seed: number,
  pacing: Pacing,
): Promise<PictureLabels> {
  const why = whyNot(set);
  const { labels } = set;
  if (why !== undefined || labels === undefined) return notAsked(why ?? 'the set has no labels', labels !== undefined);
  const columns = await pictureColumns(set, seed, stepsOf(pacing, 0, 0.3));
  const codes = labels.codes.map((code, row) => (taken.has(set.id(row)) ? -1 : code));
  const pause = stepsOf(pacing, 0.3);
  const model = await learnClasses(columns, codes, labels.names.length, { seed, pause });
  const conflict = findLabelConflict(model);
  const rows = flag(set, labels, conflict);
  const untold = conflict.untold.length;
  const isFound = conflict.classes.length > 0;
  const isBlind = untold === labels.names.length;
  return {
    run: {
      detector: labelConflict,
      version: 1,
      category: 'sabotage',
      outcome: isFound ? 'fail' : isBlind ? 'inconclusive' : 'pass',
      parameters: { components: columns.length, trees: model.forest.trees.length, level: 1e-4 },
      flagged: rows.length,
      ...(isBlind ? { why: 'no class can be told from the others by what a forest sees of the pictures' } : {}),
    },
    rows,
    limitations: [
      'Changed labels of pictures that lie between two classes look like honest mistakes, and an honest mistake looks like a changed label.',
      'Single wrong labels are not reported: where few are wrong, nobody can tell mistakes from changes.',
      ...(untold > 0 && !isBlind
        ? [`Changed labels in ${untold} of ${labels.names.length} classes cannot be told.`]
        : []),
    ],
  };
}

const labelConflict = 'label-conflict';

function whyNot({ labels, count }: ImageSet): string | undefined {
  if (labels === undefined) return 'the set has no labels';
  const classes = new Set(labels.codes);
  classes.delete(-1);
  if (classes.size < 2) return 'there are not two classes';
  if (count < leastRows) return `${count} pictures are too few`;
  return labels.names.length > mostClasses ? `${labels.names.length} labels are no classes` : undefined;
}

function notAsked(why: string, hasLabels: boolean): PictureLabels {
  const outcome = hasLabels ? 'inconclusive' : 'not-applicable';
  const run = {
    detector: labelConflict,
    version: 1,
    category: 'sabotage',
    outcome,
    parameters: {},
    flagged: 0,
    why,
  } as const;
  return { run, rows: [], limitations: [`Whether labels were changed was not looked at: ${why}.`] };
}

/** Rows of classes in which labels were changed; what stands alone is no finding. */
function flag(set: ImageSet, { names, codes }: Coding, { rows }: LabelConflict): readonly FlaggedRow[] {
  return rows
    .filter(({ declared }) => declared)
    .map(({ row, predicted, chance }) => {
      const score = Math.min(0.9, chance);
      const text = `pictures like this one are of class ${quote(names[predicted] ?? '')}`;
      return {
        row: set.id(row),
        class: names[codes[row] ?? -1] ?? '',
        score,
        decision: chance >= filterChance ? 'filter' : 'alert',
        category: 'sabotage',
        because: [{ detector: labelConflict, score, text }],
      };
    });
}
