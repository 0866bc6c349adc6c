import { expect, test } from 'vitest';
import { buildBars, buildClusters } from '#testkit/data-sets';
import { proxyFeatures } from './proxy-features.ts';

test.each([
  ['pictures', buildBars(300, 3, 12)],
  ['a table', buildClusters(300, 3, 4)],
])('networks that did not see a row of %s know its class; the same seed gives the same', async (_, set) => {
  const { features, probabilities, raw, checkpoints } = await proxyFeatures(set, 4);
  expect([features.count, features.width, features.values.length, features.from]).toEqual([
    300,
    64,
    19200,
    'proxy penultimate',
  ]);
  expect(features.values.every(Number.isFinite)).toBe(true);
  expect(raw.count).toBe(300);
  const right = Array.from({ length: 300 }, (_, row) => row).filter((row) => {
    const own = probabilities?.subarray(row * 3, row * 3 + 3) ?? [];
    return own[row % 3] === Math.max(...own);
  });
  expect(right.length).toBeGreaterThan(240);
  // The last checkpoint is what the networks say in the end; the first says something else.
  expect(checkpoints?.length).toBe(3);
  expect(checkpoints?.[2]?.probabilities).toEqual(probabilities);
  expect(checkpoints?.[0]?.probabilities).not.toEqual(probabilities);
  expect(await proxyFeatures(set, 4)).toEqual({ raw, features, probabilities, checkpoints });
});

test('rows without a label are not learnt from, and nobody says of which class they are', async () => {
  const set = buildClusters(120, 2, 3);
  const codes = set.labels?.codes.map((code, row) => (row < 4 ? -1 : code)) ?? new Int32Array(0);
  const { features, probabilities } = await proxyFeatures({ ...set, labels: { names: ['a', 'b'], codes } }, 1);
  expect([...(probabilities?.subarray(0, 8) ?? [])]).toEqual(new Array(8).fill(0.5));
  expect(features.count).toBe(120);
});
