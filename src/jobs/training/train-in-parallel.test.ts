import { describe, expect, test } from 'vitest';
import type { NetworkSpec } from '#numeric/models/network';
import { seeded } from '#numeric/random/seeded';
import { trainInParallel } from './train-in-parallel.ts';
import type { TrainingSetup, TrainingTask } from './training-task.ts';

const worker = new URL('../../flow/data/training-worker.ts', import.meta.url);
const network: NetworkSpec = { kind: 'multilayer-perceptron', inputs: 6, hidden: [8], classes: 2 };

/** 200 rows of 6 numbers; the class is the sign of the first. Seed 2. */
function rows(): TrainingSetup {
  const random = seeded(2);
  const values = Float32Array.from({ length: 1200 }, () => random.normal());
  const labels = Int32Array.from({ length: 200 }, (_, row) => ((values[row * 6] ?? 0) > 0 ? 1 : 0));
  return { values, width: 6, labels };
}

const all = Int32Array.from({ length: 200 }, (_, row) => row);
const task: TrainingTask = { network, rows: all, epochs: 10, batch: 20, rate: 0.02, seed: 1 };

describe('trainInParallel', () => {
  test('two workers give the bits that one thread gives, with outputs and progress', async () => {
    const tasks = [task, { ...task, seed: 2, outputs: { rows: [0, 5, 7], layers: ['penultimate'] } }];
    const shares: number[] = [];
    const onProgress = (share: number): unknown => shares.push(share);
    const apart = await trainInParallel(tasks, rows(), { worker, workers: 2, onProgress });
    const here = await trainInParallel(tasks, rows(), { workers: 1 });
    expect(apart.map(({ record }) => record)).toEqual(here.map(({ record }) => record));
    expect(apart[0]?.outputs).toBeUndefined();
    expect(apart[1]?.outputs?.logits).toEqual(here[1]?.outputs?.logits);
    expect(apart[1]?.outputs?.layers.penultimate).toHaveLength(24);
    expect(shares.at(-1)).toBe(1);
    const again = { ...task, epochs: 0, weights: here[0]?.weights ?? {}, outputs: { rows: all, layers: [] } };
    const [said] = await trainInParallel([again], rows(), { workers: 1 });
    const right = all.filter((row) => {
      const [no = 0, yes = 0] = said?.outputs?.logits.subarray(row * 2, row * 2 + 2) ?? [];
      return (yes > no ? 1 : 0) === rows().labels[row];
    });
    expect(right.length).toBeGreaterThan(185);
  });

  test('a training that fails stops the others, and keeps its code', async () => {
    const tasks = [
      { ...task, epochs: 100_000 },
      { ...task, rows: [200] },
    ];
    const failed = trainInParallel(tasks, rows(), { worker, workers: 2 });
    await expect(failed).rejects.toMatchObject({ code: 'NUMERIC_RANGE', name: 'NumericError' });
  });

  test('the signal stops workers', async () => {
    const ending = new AbortController();
    const tasks = [task, { ...task, seed: 2 }].map((one) => ({ ...one, epochs: 100_000 }));
    const stopped = trainInParallel(tasks, rows(), {
      worker,
      workers: 2,
      signal: ending.signal,
      onProgress: () => ending.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
  });
});
