import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from './seeded.ts';
import { nextXoshiro128, splitMix64 } from './xoshiro128.ts';

// Output of the authors' C programs xoshiro128starstar.c (state 1, 2, 3, 4) and splitmix64.c (state 1234567).
test('the generators draw what their reference programs draw', () => {
  const state = Uint32Array.of(1, 2, 3, 4);
  expect(Array.from({ length: 10 }, () => nextXoshiro128(state))).toEqual([
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ]);
  let split = 1234567n;
  const drawn = Array.from({ length: 5 }, () => {
    const step = splitMix64(split);
    split = step.state;
    return step.value;
  });
  expect(drawn).toEqual([
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test('the same seed draws the same, and another seed or stream something else', () => {
  const draw = (seed: number, stream?: number): number[] => {
    const random = seeded(seed, stream);
    return Array.from({ length: 20 }, random.uniform);
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).toEqual(draw(5, 0));
  const starts = [draw(0), draw(1), draw(0, 1), draw(1, 1), draw(2 ** 53 - 1)].map((row) => row[0]);
  expect(new Set(starts).size).toBe(5);
});

test('uniform numbers fill 0..1 evenly and do not follow each other (n = 200,000, seed 1)', () => {
  const random = seeded(1);
  const n = 200_000;
  const bins = new Float64Array(100);
  let sum = 0;
  let product = 0;
  let before = random.uniform();
  for (let i = 0; i < n; i++) {
    const u = random.uniform();
    const bin = Math.floor(u * 100);
    bins[bin] = (bins[bin] ?? 0) + 1;
    sum += u;
    product += (u - 0.5) * (before - 0.5);
    before = u;
  }
  const chiSquare = bins.reduce((total, count) => total + (count - n / 100) ** 2 / (n / 100), 0);
  expect(chiSquare).toBeLessThan(148.2); // 99.9 % quantile of chi-square with 99 degrees of freedom
  expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 / Math.sqrt(12 * n));
  expect(Math.abs((product / n) * 12)).toBeLessThan(4 / Math.sqrt(n));
});

test('normal numbers have the moments and tails of the normal distribution (n = 200,000, seed 2)', () => {
  const random = seeded(2);
  const n = 200_000;
  const moments = [0, 0, 0, 0];
  let beyondTwo = 0;
  for (let i = 0; i < n; i++) {
    const z = random.normal();
    moments.forEach((sum, power) => {
      moments[power] = sum + z ** (power + 1);
    });
    if (Math.abs(z) > 2) beyondTwo += 1;
  }
  const [mean = 1, square = 0, cube = 1, fourth = 0] = moments.map((sum) => sum / n);
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
  expect(Math.abs(square - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  expect(Math.abs(cube)).toBeLessThan(4 * Math.sqrt(15 / n));
  expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  expect(Math.abs(beyondTwo / n - 0.0455)).toBeLessThan(4 * Math.sqrt(0.0455 / n));
});

test('whole numbers are without bias where n does not divide 2^32', () => {
  const random = seeded(3);
  const n = 3 * 2 ** 30;
  // Taking the remainder alone would give the lower third twice as often as the others.
  const thirds = [0, 0, 0];
  for (let i = 0; i < 60_000; i++) {
    const third = Math.floor((random.integer(n) / n) * 3);
    thirds[third] = (thirds[third] ?? 0) + 1;
  }
  for (const count of thirds) expect(Math.abs(count - 20_000)).toBeLessThan(500);
  expect(random.integer(1)).toBe(0);
  expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
});

test('every order of three has the same chance', () => {
  const random = seeded(4);
  const counts = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const order = random.shuffle([0, 1, 2]).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test('shuffling keeps the elements, and samples are different numbers in range', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 300 }), fc.nat({ max: 300 }), (seed, a, b) => {
      const n = Math.max(a, b);
      const k = Math.min(a, b);
      const random = seeded(seed);
      const shuffled = random.shuffle(Int32Array.from({ length: n }, (_, index) => index));
      expect([...shuffled].sort((x, y) => x - y)).toEqual(Array.from({ length: n }, (_, index) => index));
      const drawn = random.sample(n, k);
      expect(drawn.length).toBe(k);
      expect(new Set(drawn).size).toBe(k);
      for (const index of drawn) expect(index >= 0 && index < n).toBe(true);
    }),
  );
});

test('each number is in a sample with the same chance', () => {
  const random = seeded(6);
  const counts = new Int32Array(10);
  for (let i = 0; i < 20_000; i++) {
    for (const index of random.sample(10, 3)) counts[index] = (counts[index] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 6_000)).toBeLessThan(300);
});

test('what is no whole number in range is refused', () => {
  for (const seed of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) expect(() => seeded(seed)).toThrow('seed');
  expect(() => seeded(1, -1)).toThrow('stream');
  const random = seeded(1);
  for (const n of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => random.integer(n)).toThrow('n has');
  expect(() => random.sample(3, 4)).toThrow('k has');
});
