import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { findUnusual } from './unusual-values.ts';

const random = seeded(1);
const normal = Float32Array.from({ length: 5000 }, () => 100 + 10 * random.normal());

test('none of 5,000 normal values; of 5,000 log-normal ones 1.2 %, as 6 deviations above its median leave; seed 1', () => {
  expect(findUnusual(normal, undefined, 0)).toEqual([]);
  const skewed = normal.map(() => Math.exp(random.normal()));
  expect(findUnusual(skewed, undefined, 0).length / 5000).toBeCloseTo(0.012, 2);
});

test('values far from their class are found, the farthest first, although another class has such values', () => {
  const values = Float32Array.from({ length: 200 }, (_, row) => (row < 100 ? 10 : 500) + (row % 7));
  const codes = Int32Array.from({ length: 200 }, (_, row) => Number(row >= 100));
  values[3] = 500;
  values[150] = 13;
  values[151] = 250;
  const found = findUnusual(values, codes, 2);
  expect(found.map(({ row }) => row).sort((a, b) => a - b)).toEqual([3, 150, 151]);
  expect(found.map(({ deviations }) => deviations)).toEqual(
    found.map(({ deviations }) => deviations).sort((a, b) => b - a),
  );
});

test('where all have one value, a few others are unusual, and many are not; small classes are left alone', () => {
  const sizes = new Float32Array(500).fill(1024);
  sizes[7] = 99;
  expect(findUnusual(sizes, undefined, 0)).toMatchObject([{ row: 7, deviations: Number.POSITIVE_INFINITY }]);
  sizes.fill(4096, 100, 150);
  expect(findUnusual(sizes, undefined, 0)).toEqual([]);
  expect(findUnusual(Float32Array.of(1, 1, 1, 900), undefined, 0)).toEqual([]);
  expect(findUnusual(Float32Array.of(), undefined, 0)).toEqual([]);
});
