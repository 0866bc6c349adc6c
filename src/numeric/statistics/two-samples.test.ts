import { expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { chiSquareTest } from './chi-square-test.ts';
import { jensenShannonDivergence, populationStabilityIndex } from './divergence.ts';
import { kolmogorovSmirnov, kolmogorovTail } from './kolmogorov-smirnov.ts';
import { maximumMeanDiscrepancy } from './maximum-mean-discrepancy.ts';

// scipy 1.17.1: scipy.special.kolmogorov(x)
test.each([
  [0.2, 0.999999999999495],
  [0.5, 0.9639452436648751],
  [0.8275, 0.5001156708226095],
  [1, 0.26999967167735456],
  [1.17, 0.12939004218561884],
  [1.19, 0.11774229287977166],
  [1.36, 0.049485876755377876],
  [3, 3.045995948942526e-8],
])('kolmogorovTail(%d)', (x, peer) => {
  expect(Math.abs(kolmogorovTail(x) - peer)).toBeLessThanOrEqual(1e-12 * peer);
});

// scipy.stats.ks_2samp(a, b, method='exact'): statistic 0.20833333333333326, p 0.0901144728992529
test('the Kolmogorov-Smirnov test is that of scipy', () => {
  const a = Array.from({ length: 60 }, (_, i) => ((i * 37) % 101) / 10);
  const b = Array.from({ length: 80 }, (_, i) => ((i * 53) % 97) / 8 + 0.5);
  const result = kolmogorovSmirnov([...a, Number.NaN], b);
  expect(result.statistic).toBeCloseTo(0.20833333333333326, 14);
  expect(Math.abs(result.pValue - 0.0901144728992529)).toBeLessThan(0.005);
  expect(kolmogorovSmirnov([], b).pValue).toBeNaN();
  expect(kolmogorovSmirnov(a, a)).toEqual({ statistic: 0, pValue: 1 });
});

test('the Kolmogorov-Smirnov test alarms as often as it says (1,000 pairs of 60 and 90, seed 11) and sees a shift', () => {
  const random = seeded(11);
  let alarms = 0;
  let found = 0;
  for (let i = 0; i < 1000; i++) {
    const a = Float64Array.from({ length: 60 }, random.normal);
    const b = Float64Array.from({ length: 90 }, random.normal);
    if (kolmogorovSmirnov(a, b).pValue < 0.05) alarms += 1;
    const shifted = b.map((value) => value + 1);
    if (kolmogorovSmirnov(a, shifted).pValue < 0.05) found += 1;
  }
  expect(alarms).toBeGreaterThan(25);
  expect(alarms).toBeLessThan(72);
  expect(found).toBeGreaterThan(990);
});

// scipy.stats.chi2_contingency([[10, 20, 30], [6, 9, 17]], correction=False)
test('the chi-square test is that of scipy, whatever empty groups and categories stand beside', () => {
  const result = chiSquareTest([
    [10, 20, 0, 30],
    [0, 0, 0, 0],
    [6, 9, 0, 17],
  ]);
  expect(result.statistic).toBeCloseTo(0.27157465150403504, 13);
  expect(result.pValue).toBeCloseTo(0.873028283380073, 12);
  expect(result.degrees).toBe(2);
  expect(result.leastExpected).toBeCloseTo(5.565217391304348, 13);
  expect(chiSquareTest([[1, 2]])).toMatchObject({ statistic: 0, pValue: 1 });
  expect(chiSquareTest([])).toMatchObject({ statistic: 0, pValue: 1 });
  expect(
    chiSquareTest([
      [3, 0],
      [5, 0],
    ]),
  ).toMatchObject({ statistic: 0, pValue: 1 });
});

// scipy.spatial.distance.jensenshannon([1, 2, 3, 0], [2, 2, 0, 1], base=2) ** 2; numpy: ((q - p) * log(q / p)).sum()
test('divergences', () => {
  expect(jensenShannonDivergence([1, 2, 3, 0], [2, 2, 0, 1])).toBeCloseTo(0.3878942921556978, 14);
  expect(jensenShannonDivergence([1, 0], [0, 7])).toBe(1);
  expect(jensenShannonDivergence([1, 3], [2, 6])).toBe(0);
  expect(jensenShannonDivergence([0], [1])).toBeNaN();
  expect(populationStabilityIndex([100, 200, 300], [150, 150, 300])).toBeCloseTo(0.057762265046662105, 14);
  expect(populationStabilityIndex([10, 0, 0], [10, 5, 0])).toBeGreaterThan(0.25);
  expect(populationStabilityIndex([0], [1])).toBeNaN();
});

// numpy, by the formula of the paper: see the docstring; rows ((i * 7 + j * 3) % 11) / 5 and ((i * 5 + j * 2) % 13) / 4
test('the maximum mean discrepancy is that of the formula', () => {
  const a = Array.from({ length: 36 }, (_, at) => ((Math.floor(at / 3) * 7 + (at % 3) * 3) % 11) / 5);
  const b = Array.from({ length: 45 }, (_, at) => ((Math.floor(at / 3) * 5 + (at % 3) * 2) % 13) / 4);
  const result = maximumMeanDiscrepancy(a, b, 3, { seed: 1, permutations: 20 });
  expect(result.statistic).toBeCloseTo(0.06760915450723615, 13);
});

test('the kernel test alarms as often as it says (100 pairs of 40 rows, seed 12) and sees a shift of one dimension', () => {
  const random = seeded(12);
  let alarms = 0;
  let found = 0;
  for (let i = 0; i < 100; i++) {
    const a = Float64Array.from({ length: 160 }, random.normal);
    const b = Float64Array.from({ length: 160 }, random.normal);
    if (maximumMeanDiscrepancy(a, b, 4, { seed: i, permutations: 99 }).pValue <= 0.05) alarms += 1;
    const shifted = b.map((value, at) => (at % 4 === 0 ? value + 1.5 : value));
    if (maximumMeanDiscrepancy(a, shifted, 4, { seed: i, permutations: 99 }).pValue <= 0.05) found += 1;
  }
  expect(alarms).toBeLessThanOrEqual(12);
  expect(found).toBeGreaterThanOrEqual(95);
});

test('equal rows do not differ, and what has no two rows or too many is refused', () => {
  expect(maximumMeanDiscrepancy([1, 1, 1], [1, 1], 1, { seed: 1, permutations: 9 })).toEqual({
    statistic: 0,
    pValue: 1,
  });
  const options = { seed: 1, permutations: 1 };
  expect(() => maximumMeanDiscrepancy([1], [1, 2], 1, options)).toThrow('two or more rows');
  expect(() => maximumMeanDiscrepancy([1, 2, 3], [1, 2], 2, options)).toThrow('two or more rows');
  expect(() => maximumMeanDiscrepancy(new Float64Array(3000), [1, 2], 1, options)).toThrow('draw a sample');
});
