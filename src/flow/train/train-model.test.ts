import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEngine } from '#jobs/engines/open-engine';
import { openDataSet } from '../data/open-data-set.ts';
import { trainModel } from './train-model.ts';

const digits = new URL('../../../examples/quickstart/digits', import.meta.url).pathname;
const options = { model: 'multilayer-perceptron', epochs: 4, batch: 64, seed: 1, heldOut: 0.2 } as const;

test('the same seed gives the same bytes, another seed others', async () => {
  const [one, again, other] = [
    await trainModel(digits, options),
    await trainModel(digits, options),
    await trainModel(digits, { ...options, seed: 2 }),
  ];
  expect(one.bytes).toEqual(again.bytes);
  expect(one.record).toEqual(again.record);
  expect(one.bytes).not.toEqual(other.bytes);
  // 600 real digits: guessing gets 12 of 120 right.
  expect(one.test.rows).toBe(120);
  expect(one.test.correct).toBeGreaterThan(84);
});

test('the model that is written stands by itself, and reads digits', async () => {
  const { bytes } = await trainModel(digits, options);
  const set = await openDataSet(digits);
  if (set.kind !== 'images') throw new Error('no pictures');
  const pixels = await set.read(Int32Array.from({ length: set.count }, (_, row) => row));
  const session = await (await openEngine({ threads: 1 })).load(bytes);
  const x = {
    type: 'float32',
    dims: [set.count, 784],
    data: Float32Array.from(pixels, (value) => value / 255),
  } as const;
  const { logits } = await session.run({ x });
  await session.close();
  const scores = logits?.data as Float32Array;
  const right = Array.from({ length: set.count }, (_, row) => {
    const of = scores.subarray(row * 10, row * 10 + 10);
    return of.indexOf(Math.max(...of)) === set.labels?.codes[row];
  }).filter(Boolean).length;
  expect(right / set.count).toBeGreaterThan(0.8);
});

test('what is no labelled picture is refused with a code', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-train-'));
  writeFileSync(join(folder, 'rows.csv'), 'a,b\n1,2\n3,4\n');
  await expect(trainModel(join(folder, 'rows.csv'), options)).rejects.toMatchObject({ code: 'DATA_UNKNOWN' });
  const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2]);
  writeFileSync(join(folder, 'train-images-idx3-ubyte'), Buffer.concat([header, Buffer.alloc(8)]));
  writeFileSync(join(folder, 'train-labels-idx1-ubyte'), Buffer.from([0, 0, 8, 1, 0, 0, 0, 2, 5, 5]));
  await expect(trainModel(folder, options)).rejects.toMatchObject({ code: 'DATA_LABELS' });
});
