// Tests a trained model of pictures: what it gets right, and whether a small change takes every picture to one class.
import type { DetectorRun } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { openEngine } from '#jobs/engines/open-engine';
import { clopperPearsonInterval } from '#numeric/statistics/binomial-interval';
import { testTriggers } from '../data/model/class-tests.ts';
import { openPictureModel } from '../data/model/picture-model.ts';
import { readExaminedModel } from '../data/model/read-examined-model.ts';
import { openDataSet } from '../data/open-data-set.ts';

export interface EvaluatedModel {
  readonly schema: 'assay.evaluation/1';
  readonly model: string;
  readonly on: string;
  readonly rows: number;
  readonly correct: number;
  /** Share that has to be right, 0..1; absent: nobody said what is good enough. */
  readonly atLeast?: number;
  /** Whether it gets enough right, by the interval of the share; `inconclusive` where nobody said what is enough. */
  readonly performance: 'pass' | 'fail' | 'inconclusive';
  /** Tests for backdoors, each with its outcome. */
  readonly tests: readonly DetectorRun[];
  /** Of the tests together: one that could not tell is no pass. */
  readonly backdoor: 'pass' | 'fail' | 'inconclusive';
  readonly seed: number;
  readonly notCovered: readonly string[];
}

export interface EvaluateOptions {
  readonly seed: number;
  readonly atLeast?: number;
  readonly onProgress?: (share: number) => void;
}

/**
 * @param on - labelled pictures that the model did not learn from; nobody here can know whether it did
 * @throws {AssayError} DATA_UNKNOWN, DATA_LABELS; {NumericError} NUMERIC_MODEL when it is no model of such pictures
 */
export async function evaluateModel(path: string, on: string, options: EvaluateOptions): Promise<EvaluatedModel> {
  const bytes = readExaminedModel(path);
  const set = await openDataSet(on);
  try {
    if (set.kind !== 'images')
      throw new AssayError('DATA_UNKNOWN', `assay evaluate asks about pictures, and ${on} holds a ${set.kind}`, {
        path: on,
      });
    if (set.labels === undefined)
      throw new AssayError('DATA_LABELS', `the pictures in ${on} have no labels`, { path: on });
    return { ...(await evaluateOn(set, bytes, options)), model: path, on };
  } finally {
    set.close?.();
  }
}

async function evaluateOn(
  set: ImageSet,
  bytes: Uint8Array,
  { seed, atLeast, onProgress }: EvaluateOptions,
): Promise<Omit<EvaluatedModel, 'model' | 'on'>> {
  const engine = await openEngine({ threads: 1 });
  const model = await openPictureModel(set, { engine, model: bytes, seed });
  try {
    const { run } = await testTriggers(set, model, [], { seed, ...(onProgress === undefined ? {} : { onProgress }) });
    const tests = [run];
    const correct = Math.round(model.agreement * model.rows.length);
    return {
      schema: 'assay.evaluation/1',
      rows: model.rows.length,
      correct,
      performance: performanceOf(correct, model.rows.length, atLeast),
      ...(atLeast === undefined ? {} : { atLeast }),
      tests,
      backdoor: worstOf(tests),
      seed,
      notCovered: [
        'Triggers that change much of a picture, or another way in every picture, are not looked for.',
        'Whether the model learnt from the very pictures that it is tested on is not known here.',
      ],
    };
  } finally {
    await model.close();
  }
}

function worstOf(tests: readonly DetectorRun[]): EvaluatedModel['backdoor'] {
  if (tests.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return tests.length > 0 && tests.every(({ outcome }) => outcome === 'pass') ? 'pass' : 'inconclusive';
}

/** The worse end of the interval has to reach it. */
export function performanceOf(
  correct: number,
  rows: number,
  atLeast: number | undefined,
): EvaluatedModel['performance'] {
  if (atLeast === undefined) return 'inconclusive';
  const { low, high } = clopperPearsonInterval(correct, rows, 0.95);
  if (low >= atLeast) return 'pass';
  return high < atLeast ? 'fail' : 'inconclusive';
}
