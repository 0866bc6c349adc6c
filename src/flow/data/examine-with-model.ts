// What an already trained model of the user says of the pictures that it may have learnt from.
import type { DetectorRun, Examination, FlaggedRow, RowReason } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import type { Engine } from '#numeric/engine/engine';
import { findEmbeddedDuplicates } from './embedded-duplicates.ts';
import type { ExaminerOptions } from './examiner.ts';
import { type ClassTest, testActivations, testTriggers, triggerSearch } from './model/class-tests.ts';
import { mostRows, openPictureModel, type PictureModel } from './model/picture-model.ts';
import { stripRows, stripTest } from './model/strip-rows.ts';
import { modelPrefix } from './model/suspected-by-model.ts';

export type ModelExamination = Pick<Examination, 'detectors' | 'rows' | 'triggers' | 'quality' | 'limitations'>;

export interface ModelExaminerOptions extends ExaminerOptions {
  /** Bytes of an ONNX model. */
  readonly model: Uint8Array;
  /** Absent: none is installed. */
  readonly engine?: Engine;
}

/**
 * A model that cannot be used gives a run that says why.
 * @throws what the signal was aborted with, and what the set throws when it is read
 */
export async function examineWithModel(set: ImageSet, options: ModelExaminerOptions): Promise<ModelExamination> {
  const { engine } = options;
  if (set.labels === undefined) return withoutModel('not-applicable', 'the set has no labels');
  if (engine === undefined) return withoutModel('inconclusive', 'no engine is installed that could run the model');
  const model = await unlessUnusable(() => openPictureModel(set, { ...options, engine }));
  if (typeof model === 'string') return withoutModel('inconclusive', model);
  try {
    return await examineWith(set, model, options);
  } finally {
    await model.close();
  }
}

/** The answer for data that no model can be asked about, and for models that cannot be asked. */
export function withoutModel(outcome: 'not-applicable' | 'inconclusive', why: string): ModelExamination {
  return {
    detectors: [{ ...couldNot(`${modelPrefix}activations`, why), outcome }],
    rows: [],
    triggers: [],
    quality: [],
    limitations: [`The model that was given was not asked about the rows: ${why}.`],
  };
}

async function examineWith(
  set: ImageSet,
  model: PictureModel,
  { seed, onProgress }: ModelExaminerOptions,
): Promise<ModelExamination> {
  const say = (stage: string) => ({ seed, onProgress: (share: number) => onProgress?.({ stage, share }) });
  const seen = await unlessUnusable(async () => testActivations(set, model, say('looking at activations')));
  const first = typeof seen === 'string' ? [nothing(`${modelPrefix}activations`, seen)] : seen;
  const suspected = first.flatMap(({ against }) => [...against.keys()]);
  const searching = say('searching triggers in the model');
  const searched = await unlessUnusable(() => testTriggers(set, model, suspected, searching));
  const tests = [...first, typeof searched === 'string' ? nothing(triggerSearch, searched) : searched];
  const against = reasonsByClass(tests);
  const asking = { ...say('laying pictures over suspected rows'), against };
  const stripped = await unlessUnusable(() => stripRows(set, model, asking));
  const { run, rows } = typeof stripped === 'string' ? { run: couldNot(stripTest, stripped), rows: [] } : stripped;
  return {
    detectors: [...tests.map((test) => withFlagged(test, rows)), run],
    rows,
    triggers: tests.flatMap(({ triggers }) =>
      triggers.map((one) => ({ ...one, rows: rows.filter((row) => row.class === one.class).length })),
    ),
    quality: await copiesByModel(set, model),
    limitations: limitationsOf(set, model),
  };
}

/** Pictures that are the same to the model, and are the same when they are laid over each other. */
async function copiesByModel(set: ImageSet, { rows, activations }: PictureModel): Promise<Examination['quality']> {
  const { values, width } = activations;
  const { findings } = await findEmbeddedDuplicates(set, { rows, values, width, from: 'what the model makes of them' });
  return findings.map((finding) => ({ ...finding, kind: `model-${finding.kind}` }));
}

function reasonsByClass(tests: readonly ClassTest[]): ReadonlyMap<number, readonly RowReason[]> {
  const reasons = new Map<number, RowReason[]>();
  for (const { against } of tests) {
    for (const [label, reason] of against) reasons.set(label, [...(reasons.get(label) ?? []), reason]);
  }
  return reasons;
}

function withFlagged({ run }: ClassTest, rows: readonly FlaggedRow[]): DetectorRun {
  const own = rows.filter(({ because }) => because.some(({ detector }) => detector === run.detector));
  return { ...run, flagged: own.length };
}

function limitationsOf(set: ImageSet, { rows, agreement, scale }: PictureModel): readonly string[] {
  const labelled = set.labels?.codes.reduce((sum, code) => sum + (code < 0 ? 0 : 1), 0) ?? 0;
  return [
    `The model that was given says the declared class in ${Math.round(agreement * 100)} % of ${rows.length} rows (pixels as ${scale}). It speaks only of what it has learnt: a backdoor that it learnt weakly or not at all is missed.`,
    'The threshold of STRIP was learnt from rows of the same data, of classes that no test suspects; of good rows of a suspected class about one in a hundred falls below it, and more in classes that are easy to tell.',
    'Activation clustering takes a class that consists of two kinds by nature for a poisoned one; seen with models that learnt from mixed pictures.',
    'In small networks all classes have small triggers, and the search for one tells little; with fewer than ten classes its scale rests on few numbers.',
    ...(rows.length < labelled
      ? [`The model was asked about ${rows.length} rows, drawn at random (at most ${mostRows}).`]
      : []),
  ];
}

function nothing(detector: string, why: string): ClassTest {
  return { run: couldNot(detector, why), against: new Map(), triggers: [] };
}

function couldNot(detector: string, why: string): DetectorRun {
  return { detector, version: 1, category: 'backdoor', outcome: 'inconclusive', parameters: {}, flagged: 0, why };
}

/** The reason as words when a model or its numbers cannot be used; everything else is thrown. */
async function unlessUnusable<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (error) {
    const isOfModel = error instanceof AssayError && /^(NUMERIC|CHECK)_/.test(error.code);
    if (isOfModel) return error.message.slice(0, 500);
    throw error;
  }
}
