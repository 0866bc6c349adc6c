// Forests on data whose answer is known.
import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { binNames, binNumbers } from './binned-column.ts';
import { isolationForest } from './isolation-forest.ts';
import { growForest, outOfBag, type RandomForest } from './random-forest.ts';

function grown(...words: Parameters<typeof growForest>): RandomForest {
  const growing = growForest(...words);
  let step = growing.next();
  while (step.done !== true) step = growing.next();
  return step.value;
}

const options = { classes: 2, trees: 30, columnShare: 1, mostRows: 1000, leastLeaf: 3, seed: 1 };
const everyRow = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

test('bins keep the order, and what is missing has its own', () => {
  const few = binNumbers(Float64Array.from([3, Number.NaN, -1, 3, Infinity, -Infinity]), 1);
  expect([...few.codes]).toEqual([3, 0, 2, 3, 4, 1]);
  const random = seeded(2);
  const values = Float64Array.from({ length: 5000 }, () => random.normal());
  const { codes, bins } = binNumbers(values, 1);
  expect(bins).toBeLessThanOrEqual(66);
  const order = everyRow(5000).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  order.forEach((row, at) => {
    if (at > 0) expect(codes[row] ?? 0).toBeGreaterThanOrEqual(codes[order[at - 1] ?? 0] ?? 0);
  });
  expect([...binNames(Int32Array.from([7, -1, 3, 7])).codes]).toEqual([1, 0, 2, 1]);
  expect(binNames(everyRow(1000)).bins).toBe(256);
});

test('rows are predicted by trees that did not learn from them, and the same seed gives the same', () => {
  const random = seeded(3);
  const labels = Int32Array.from({ length: 600 }, () => random.integer(2));
  const good = Float64Array.from(labels, (label) => label * 4 + random.normal());
  const noise = Float64Array.from(labels, () => random.normal());
  const columns = [binNumbers(good, 1), binNumbers(noise, 1)];
  const forest = grown(columns, labels, options);
  const { shares } = outOfBag(forest, everyRow(600));
  const wrong = labels.filter((label, row) => (shares[2 * row + label] ?? 0) < 0.5).length;
  // Two normal distributions four deviations apart: 2.3 % of the rows lie nearer to the other.
  expect(wrong / 600).toBeLessThan(0.05);
  expect(outOfBag(grown(columns, labels, options), everyRow(600)).shares).toEqual(shares);
  // Noise tells nothing, and what was learned by heart is not asked.
  const blind = outOfBag(
    grown([columns[1] ?? { codes: new Uint8Array(600), bins: 1, ordered: true }], labels, options),
    everyRow(600),
  );
  const guessed = labels.filter((label, row) => (blind.shares[2 * row + label] ?? 0) >= 0.5).length;
  expect(Math.abs(guessed / 600 - 0.5)).toBeLessThan(0.08);
});

test('what is said without a column comes from trees that never had it', () => {
  const random = seeded(4);
  const labels = Int32Array.from({ length: 400 }, () => random.integer(2));
  const columns = [
    binNumbers(Float64Array.from(labels), 1),
    binNumbers(
      Float64Array.from(labels, () => random.normal()),
      1,
    ),
  ];
  const forest = grown(columns, labels, { ...options, columnShare: 0.5 });
  const { trees } = outOfBag(forest, everyRow(400), [0]);
  expect(trees).toBeGreaterThan(0);
  expect(trees).toBeLessThan(30);
  expect(outOfBag(forest, everyRow(400), [0, 1]).trees).toBe(0);
});

test('nothing to learn from gives a forest all the same', () => {
  const flat = binNumbers(new Float64Array(10), 1);
  const { shares } = outOfBag(grown([flat], new Int32Array(10), options), everyRow(10));
  expect(shares.every((share) => Number.isNaN(share) || share === 0 || share === 1)).toBe(true);
});

test('planted outliers are cut off first: recall 1 of 20 in 2,000 rows of 5 columns', () => {
  const random = seeded(5);
  const columns = Array.from({ length: 5 }, () =>
    Float64Array.from({ length: 2000 }, (_, row) => random.normal() + (row < 20 ? 6 * (random.integer(2) * 2 - 1) : 0)),
  );
  const { score } = isolationForest(columns, everyRow(2000), { trees: 64, seed: 1 });
  const order = everyRow(2000).sort((a, b) => score(b) - score(a));
  expect(order.slice(0, 20).filter((row) => row < 20).length).toBeGreaterThanOrEqual(19);
  expect(score(1500)).toBeLessThan(0.6);
});
