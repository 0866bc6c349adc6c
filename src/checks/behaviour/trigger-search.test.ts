import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import type { InputGradients } from './invert-trigger.ts';
import { searchTriggers } from './trigger-search.ts';

const side = 8;
const size = side * side;
const classes = 6;

/** A linear softmax model in which each class looks at ten pixels of its own; with a backdoor, two pixels decide for class 2. */
function linearModel(backdoor: boolean): InputGradients {
  const random = seeded(3);
  const weights = Array.from({ length: classes }, (_, c) =>
    Float64Array.from({ length: size }, (_, i) => (Math.floor(i / 10) === c ? 1 : -0.2) + 0.1 * random.normal()),
  );
  if (backdoor) for (const [c, row] of weights.entries()) row.fill(c === 2 ? 12 : -1, 62, 64);
  return (pictures, labels) => {
    const losses = new Float32Array(labels.length);
    const gradients = new Float32Array(pictures.length);
    labels.forEach((label, n) => {
      const scores = weights.map((row) =>
        row.reduce((sum, weight, i) => sum + weight * (pictures[n * size + i] ?? 0), 0),
      );
      const highest = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - highest));
      const total = powers.reduce((sum, power) => sum + power, 0);
      losses[n] = Math.log(total) - ((scores[label] ?? 0) - highest);
      weights.forEach((row, c) => {
        const error = (powers[c] ?? 0) / total - (c === label ? 1 : 0);
        for (let i = 0; i < size; i++) gradients[n * size + i] = (gradients[n * size + i] ?? 0) + error * (row[i] ?? 0);
      });
    });
    return Promise.resolve({ losses, gradients });
  };
}

const random = seeded(4);
/** Dark where the trigger goes. */
const clean = {
  count: 60,
  size,
  values: Float32Array.from({ length: 60 * size }, (_, at) => (at % size >= 62 ? 0 : random.uniform())),
};
const options = { targets: [0, 1, 2, 3, 4, 5], clean, channels: 1, seed: 1, steps: 250, batch: 16 };

test('the target of a backdoor and the place of its trigger are found', async () => {
  const { triggers, suspicious, notes } = await searchTriggers({ ...options, gradients: linearModel(true) });
  expect(suspicious).toEqual([2]);
  const found = triggers[2];
  expect(found?.norm).toBeLessThan(3);
  expect(found?.successRate).toBeGreaterThanOrEqual(0.99);
  const largest = Array.from((found?.mask ?? []).entries()).sort((a, b) => b[1] - a[1]);
  expect([62, 63]).toContain(largest[0]?.[0]);
  expect(notes).toEqual([]);
});

test('without a backdoor no class is suspicious (seeds 1, 2, 3)', async () => {
  for (const seed of [1, 2, 3]) {
    const { suspicious } = await searchTriggers({ ...options, seed, gradients: linearModel(false) });
    expect(suspicious).toEqual([]);
  }
});

test('the same seed finds the same, and too few classes give no verdict', async () => {
  const few = { ...options, targets: [2, 4], steps: 40, gradients: linearModel(true) };
  const first = await searchTriggers(few);
  expect(await searchTriggers(few)).toEqual(first);
  expect(first.suspicious).toEqual([]);
  expect(first.notes.join()).toContain('2 classes are too few');
});

test('a model that no trigger moves is said to have none', async () => {
  const deaf: InputGradients = (pictures, labels) =>
    Promise.resolve({ losses: new Float32Array(labels.length).fill(9), gradients: new Float32Array(pictures.length) });
  const { suspicious, notes } = await searchTriggers({ ...options, steps: 5, gradients: deaf });
  expect(suspicious).toEqual([]);
  expect(notes.join()).toContain('no trigger found for 6 classes');
});

test('pictures that do not fit are refused', async () => {
  const refused = expect.objectContaining({ code: 'CHECK_SHAPE' });
  const gradients = linearModel(false);
  await expect(searchTriggers({ ...options, gradients, channels: 3 })).rejects.toThrow(refused);
  await expect(searchTriggers({ ...options, gradients, clean: { ...clean, count: 59 } })).rejects.toThrow(refused);
  await expect(
    searchTriggers({ ...options, gradients, clean: { count: 0, size, values: new Float32Array(0) } }),
  ).rejects.toThrow(refused);
});
