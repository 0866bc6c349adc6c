// A small model is trained: it stays in the zone, and what leaves is what it gets right of rows that it did not learn from.
import { AssayError } from '#core/errors';
import { type SmallModel, smallModels, trainModel } from '../../train/train-model.ts';
import { type JobInput, type JobMade, wordsStay } from './job-work.ts';

export async function trainForJob({ path, parameters, onProgress }: JobInput): Promise<JobMade> {
  const { epochs = 5, batch = 64, seed = 1, heldOut = 0.2 } = parameters;
  const model = await trainModel(path, {
    model: smallModelOf(parameters.model),
    epochs,
    batch,
    seed,
    heldOut,
    onProgress,
  });
  const { record, test, unlabelled, classes } = model;
  return {
    model,
    measured: [
      { name: 'model', word: record.network.kind },
      { name: 'rows-learnt-from', total: record.rows },
      { name: 'rows-unlabelled', rows: unlabelled, of: record.rows + test.rows + unlabelled },
      { name: 'steps', measure: record.steps },
      { name: 'classes', measure: classes.length },
      { name: 'rows-held-out', total: test.rows },
      { name: 'accuracy', rows: test.correct, shareOf: test.rows },
    ],
    withheld: [{ what: 'names of classes', why: wordsStay, count: classes.length }],
    words: [...vocabulary, ...smallModels],
  };
}

function smallModelOf(word: string = 'convolutional-net'): SmallModel {
  const found = smallModels.find((one) => one === word);
  if (found !== undefined) return found;
  throw new AssayError('JOB_REFUSED', `there is no model ${JSON.stringify(word)}; there are ${smallModels.join(', ')}`);
}

const vocabulary = ['model', 'rows-learnt-from', 'rows-unlabelled', 'steps', 'classes', 'rows-held-out', 'accuracy'];
