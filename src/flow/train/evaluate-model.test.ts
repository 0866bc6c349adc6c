import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateModel, performanceOf } from './evaluate-model.ts';
import { trainModel } from './train-model.ts';

const digits = new URL('../../../examples/quickstart/digits', import.meta.url).pathname;

test('enough is right when the worse end of the interval says so; where nobody said what is enough, nobody can tell', () => {
  // 95 % interval of 540 in 600: .873 to .923.
  expect(performanceOf(540, 600, 0.87)).toBe('pass');
  expect(performanceOf(540, 600, 0.9)).toBe('inconclusive');
  expect(performanceOf(540, 600, 0.93)).toBe('fail');
  expect(performanceOf(600, 600, undefined)).toBe('inconclusive');
  expect(performanceOf(0, 0, 0.5)).toBe('inconclusive');
});

test('a model that learnt little is no pass because it was tested', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-evaluate-'));
  try {
    const path = join(folder, 'model.onnx');
    const options = { model: 'logistic-regression', epochs: 8, batch: 64, seed: 1, heldOut: 0.2 } as const;
    writeFileSync(path, (await trainModel(digits, options)).bytes);
    const asked = await evaluateModel(path, digits, { seed: 1, atLeast: 0.99 });
    expect(asked).toMatchObject({ performance: 'fail', atLeast: 0.99, rows: 600 });
    expect(asked.tests.map(({ detector }) => detector)).toEqual(['model/trigger-search']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
