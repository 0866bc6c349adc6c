import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moments } from './moments.ts';
import { median, quantile, robustScale } from './quantile.ts';
import { ranks, risingOrder } from './ranks.ts';

const digits = [3, 1, 4, 1, 5, 9, 2, 6];

// numpy 2.4.6: numpy.quantile(digits, share); scipy 1.17.1: scipy.stats.median_abs_deviation(digits, scale='normal')
test('quantiles and the robust scale are those of numpy and scipy', () => {
  const shares = [0, 0.1, 0.25, 0.5, 0.9, 1];
  expect(shares.map((share) => quantile(digits, share))).toEqual([1, 1, 1.75, 3.5, 6.8999999999999995, 9]);
  expect(robustScale(digits)).toEqual({ median: 3.5, deviation: 2.965204437011204 });
});

test('NaN is left out, and nothing has no quantile', () => {
  expect(median([Number.NaN, 2, Number.NaN, 4])).toBe(3);
  expect(median([])).toBeNaN();
  expect(robustScale([Number.NaN])).toEqual({ median: Number.NaN, deviation: Number.NaN });
  expect(robustScale([7, 7, 7, 100])).toEqual({ median: 7, deviation: 0 });
});

test('half of the values cannot move the median out of the range of the others', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3 }),
      fc.double({ noNaN: true }),
      (good, bad) => {
        const mixed = [...good, ...good.slice(1).map(() => bad)];
        expect(Math.abs(median(mixed))).toBeLessThanOrEqual(9);
      },
    ),
  );
});

test('ranks are those of scipy.stats.rankdata, and NaN is lowest', () => {
  expect([...ranks([2, 1, 2, 3, 1, 2])]).toEqual([4, 1.5, 4, 6, 1.5, 4]);
  expect([...ranks([5, Number.NaN, -Infinity, Infinity])]).toEqual([3, 1.5, 1.5, 4]);
  expect([...risingOrder([2, 1, Number.NaN, 2])]).toEqual([2, 1, 0, 3]);
});

test('variance keeps its digits beside a large mean', () => {
  const shifted = [4, 7, 13, 16].map((value) => value + 1e9);
  expect(moments([...shifted, Number.NaN])).toEqual({ count: 4, mean: 1e9 + 10, variance: 22.5 });
  expect(moments([]).mean).toBeNaN();
});
