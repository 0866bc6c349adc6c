import { expect, test } from 'vitest';
import { binomialTail, hypergeometricTail } from './binomial-tail.ts';

// python: scipy.stats.binom.sf(hits - 1, trials, p)
test.each([
  [5, 5, 0.02, 3.2e-9],
  [3, 10, 0.1, 0.0701908264],
  [60, 100, 0.5, 0.028443966820490444],
  [40, 1000, 0.01, 4.688553566249777e-13],
])('P(X >= %i of %i) at %f', (hits, trials, p, expected) => {
  expect(binomialTail(hits, trials, p) / expected).toBeCloseTo(1, 9);
});

// python: scipy.stats.hypergeom.sf(hits - 1, total, marked, drawn)
test.each([
  [5, 5, 300, 1000, 0.002373593484899734],
  [12, 40, 100, 1000, 0.0002688377121373221],
  [1, 3, 2, 10, 0.5333333333333333],
])('P(X >= %i) of %i drawn, %i of %i marked', (hits, drawn, marked, total, expected) => {
  expect(hypergeometricTail(hits, drawn, marked, total) / expected).toBeCloseTo(1, 8);
});

test('at the ends the tails are 1 and 0', () => {
  expect([binomialTail(0, 5, 0.1), binomialTail(6, 5, 0.1), binomialTail(5, 5, 1)]).toEqual([1, 0, 1]);
  expect([hypergeometricTail(0, 5, 2, 9), hypergeometricTail(3, 5, 2, 9), hypergeometricTail(5, 5, 9, 9)]).toEqual([
    1, 0, 1,
  ]);
});
