import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactLogarithm } from './exact-logarithm.ts';
import { normalQuantile } from './normal-quantile.ts';

// python: scipy.special.ndtri([...]) of scipy 1.17.1
const known: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798409],
  [1e-10, -6.361340902404056],
  [1e-5, -4.264890793922825],
  [0.01, -2.3263478740408408],
  [0.074, -1.4466320671589785],
  [0.075, -1.4395314709384563],
  [0.2, -0.8416212335729142],
  [0.4, -0.2533471031357997],
  [0.499999999, -2.5066283428845328e-9],
  [0.6, 0.2533471031357997],
  [0.925, 1.4395314709384563],
  [0.926, 1.446632067158979],
  [0.975, 1.959963984540054],
  [0.999, 3.090232306167813],
  [0.9999999999, 6.361340889697422],
];

test.each(known)('normalQuantile(%d)', (p, z) => {
  expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(4e-15 * Math.abs(z));
});

test('at and outside of the ends', () => {
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expect(normalQuantile(0.5)).toBe(0);
  for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
});

test('the logarithm agrees with the one of the language to the last places', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, minExcluded: true, max: Number.MAX_VALUE, noNaN: true }), (x) => {
      const peer = Math.log(x);
      expect(Math.abs(exactLogarithm(x) - peer)).toBeLessThanOrEqual(5e-16 * Math.abs(peer));
    }),
    { numRuns: 2000 },
  );
  expect(exactLogarithm(1)).toBe(0);
  expect(exactLogarithm(0)).toBe(-Infinity);
  expect(exactLogarithm(-1)).toBeNaN();
  expect(exactLogarithm(Number.NaN)).toBeNaN();
  expect(exactLogarithm(Infinity)).toBe(Infinity);
  expect(exactLogarithm(5e-324)).toBeCloseTo(-744.4400719213812, 12);
});
