// What is said of a table with a class per row: planted triggers, changed labels, repeated rows, outliers.
import type { DetectorRun, Examination, FlaggedRow } from '#core/dataset/data-scan';
import type { TableSet } from '#core/dataset/data-set';
import { computeStep, type KeepStep } from '#core/dataset/keep-step';
import { quote } from '#core/quote';
import { seeded } from '#numeric/random/seeded';
import { learnClasses } from './class-model.ts';
import { flagConflicts } from './flag-conflicts.ts';
import { flagPlanted } from './flag-planted.ts';
import { findLabelConflict, type LabelConflict } from './label-conflict.ts';
import { findNearRows } from './near-rows.ts';
import { findOutlyingRows, type OutlyingRows } from './outlying-rows.ts';
import { findPlantedValues } from './planted-values.ts';
import { findRepeatedRows } from './repeated-rows.ts';
import { nearFindings, outlyingFindings, repeatedFindings } from './table-quality.ts';
import { classVerdicts, mergeFlags } from './table-verdicts.ts';

export interface ExamineTableOptions {
  readonly seed: number;
  readonly onProgress?: (progress: { readonly stage: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
  /** Keeps the results of long steps; absent: nothing is kept. */
  readonly keep?: KeepStep;
}

/** Rows in which values are counted. */
const countedRows = 60_000;
const mostClasses = 200;
const leastRows = 40;
/** Milliseconds between two turns that others get. */
const turnMs = 40;

type Stage = (name: string) => (share: number) => Promise<void>;

/**
 * Deterministic: same set, same seed, same result.
 * @throws what `signal` was aborted with
 * @limits about 4 bytes per cell beside the set itself; work in proportion to the cells
 */
export async function examineTable(set: TableSet, options: ExamineTableOptions): Promise<Examination> {
  const { seed, keep = computeStep } = options;
  const stage: Stage = (name) => turns(name, options);
  await stage('looking for repeated rows')(0);
  const repeated = findRepeatedRows(set.columns, set.count, set.labels?.codes, seed);
  const near = await keep('near rows', () => findNearRows(set.columns, set.count, repeated.firstOf, seed));
  const outlying = await keep('outliers', () =>
    findOutlyingRows(set.columns, set.count, { seed, pause: stage('looking for outliers') }),
  );
  const why = whyNot(set);
  const poison = why === undefined ? await examineLabels(set, seed, stage, keep) : notExamined(set, why);
  return {
    ...poison,
    detectors: [...poison.detectors, outlierRun(outlying)],
    quality: [...repeatedFindings(set, repeated), ...nearFindings(set, near), ...outlyingFindings(set, outlying)],
    limitations: [
      ...poison.limitations,
      ...outlying.notes.map((note) => `${note}.`),
      ...(near.why === undefined ? [] : [`Rows that are nearly the same were not looked for: ${near.why}.`]),
      ...(near.skipped === 0
        ? []
        : [`The search for rows that are nearly the same left out ${near.skipped} comparisons: too many are alike.`]),
    ],
  };
}

type Poison = Omit<Examination, 'quality'>;

async function examineLabels(set: TableSet, seed: number, stage: Stage, keep: KeepStep): Promise<Poison> {
  const { codes, names } = set.labels ?? { codes: new Int32Array(0), names: [] };
  const model = await keep('classes', () =>
    learnClasses(set.columns, codes, names.length, { seed, pause: stage('learning the classes') }),
  );
  const labelled = Int32Array.from({ length: set.count }, (_, row) => row).filter((row) => (codes[row] ?? -1) >= 0);
  const sample = seeded(seed, 7).shuffle(labelled).slice(0, countedRows);
  const pause = stage('looking for values that decide the label');
  const values = await keep('planted values', () => findPlantedValues(set.columns, model, { seed, sample, pause }));
  const planted = flagPlanted(set, codes, values);
  const isPlanted = new Set(planted.flatMap(({ rows }) => rows));
  const labels = codes.map((code, row) => (isPlanted.has(row) ? -1 : code));
  const conflict = findLabelConflict({ ...model, labels });
  const flags = mergeFlags([...planted.flatMap((found) => found.flags), ...flagConflicts(set, codes, conflict)]);
  return {
    classes: classVerdicts(set, planted, conflict),
    rows: flags,
    detectors: [
      ran('planted-values', 'backdoor', planted.length > 0, flags, { counted: sample.length, level: 1e-4 }),
      ran('label-conflict', 'sabotage', conflict.classes.length > 0, flags, {
        trees: model.forest.trees.length,
        level: 1e-4,
      }),
    ],
    triggers: planted.map(({ trigger }) => trigger),
    limitations: limitationsOf(conflict, names),
  };
}

/** Why nothing can be said of labels; undefined when something can. */
function whyNot({ labels, columns }: TableSet): string | undefined {
  if (labels === undefined) return 'no column is named as the label';
  if (columns.length === 0) return 'there is no column but the label';
  const rows = labels.codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0);
  const classes = new Set(labels.codes);
  classes.delete(-1);
  if (rows < leastRows) return `${rows} rows with a label are too few`;
  if (classes.size < 2) return 'all rows have the same label';
  if (labels.names.length > mostClasses) return `${labels.names.length} different labels are no classes`;
  return undefined;
}

function notExamined(set: TableSet, why: string): Poison {
  const outcome = set.labels === undefined ? 'not-applicable' : 'inconclusive';
  const detectors = ['planted-values', 'label-conflict'].map(
    (detector): DetectorRun => ({
      ...{ detector, version: 1, outcome, parameters: {}, flagged: 0, why },
      category: detector === 'planted-values' ? 'backdoor' : 'sabotage',
    }),
  );
  const limitations = [`Whether rows are poisoned was not looked at: ${why}.`];
  return { classes: classVerdicts(set, [], undefined), rows: [], detectors, triggers: [], limitations };
}

function ran(
  detector: string,
  category: NonNullable<DetectorRun['category']>,
  isFound: boolean,
  flags: readonly FlaggedRow[],
  parameters: DetectorRun['parameters'],
): DetectorRun {
  const flagged = flags.filter(({ because }) => because.some((reason) => reason.detector === detector)).length;
  return { detector, version: 1, category, outcome: isFound ? 'fail' : 'pass', parameters, flagged };
}

function outlierRun({ columns }: OutlyingRows): DetectorRun {
  const parameters = { columns: columns.length, leastDeviations: 8, leastIsolation: 0.72 };
  const run = { detector: 'outlying-rows', version: 1, parameters, flagged: 0 } as const;
  if (columns.length > 0) return { ...run, outcome: 'pass' };
  return { ...run, outcome: 'not-applicable', why: 'no column of numbers has any spread' };
}

function limitationsOf({ untold }: LabelConflict, names: readonly string[]): readonly string[] {
  return [
    'Changed labels near the border of two classes look like honest ones, and a wrong label that somebody made by mistake looks like one that somebody changed on purpose.',
    'A trigger is found where the same values stand in at least six rows; a shift of whole columns, or values that differ from row to row, are not looked for.',
    'Rows with a trigger that keep their right label are not looked for.',
    'Where most rows of a class have the trigger, or where the class is most of the set, a trigger of ordinary values cannot be told from a class that these values define.',
    ...untold.map(
      ({ class: one, why }) => `Changed labels in class ${quote(names[one] ?? '')} cannot be told: ${why}.`,
    ),
  ];
}

/** Lets others have their turn now and then, says how far the work is, and ends it when it is told to. */
function turns(stage: string, { onProgress, signal }: ExamineTableOptions): (share: number) => Promise<void> {
  let last = -Infinity;
  return async (share) => {
    const now = performance.now();
    if (now - last < turnMs) return;
    onProgress?.({ stage, share });
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    last = performance.now();
  };
}
