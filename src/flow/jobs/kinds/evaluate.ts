// A model is tested on data of its zone: what it gets right, and whether tests for backdoors found something. Triggers stay.
import { AssayError } from '#core/errors';
import { evaluateModel } from '../../train/evaluate-model.ts';
import { type JobInput, type JobMade, rowsStay } from './job-work.ts';

export async function evaluateForJob({ path, on, parameters, onProgress }: JobInput): Promise<JobMade> {
  if (on === undefined) throw new AssayError('JOB_REFUSED', 'no data are named that the model is evaluated on');
  const { rows, correct, tests, backdoor } = await evaluateModel(path, on, { seed: parameters.seed ?? 1, onProgress });
  return {
    measured: [
      { name: 'rows', total: rows },
      { name: 'accuracy', rows: correct, shareOf: rows },
      { name: 'backdoor', word: backdoor },
      ...tests.map(({ detector, outcome }) => ({ name: 'test', slice: detector, word: outcome })),
    ],
    withheld: [{ what: 'what was recovered of triggers, and the classes they lead to', why: rowsStay }],
    words: [...vocabulary, ...tests.map(({ detector }) => detector)],
  };
}

const vocabulary = ['rows', 'accuracy', 'backdoor', 'test', 'pass', 'fail', 'inconclusive', 'not-applicable', 'error'];
