// Whether counts by category differ between groups.
import { chiSquareTail } from './distribution-tails.ts';
import type { TestResult } from './kolmogorov-smirnov.ts';

export interface ChiSquareResult extends TestResult {
  readonly degrees: number;
  /** Smallest count expected in a cell: below 5 the p-value is rough. */
  readonly leastExpected: number;
}

/**
 * Pearson's test that all groups have the same shares of the categories. Categories and groups without any count are left out.
 * @param counts - per group the count per category, all of the same length, not negative
 * @returns p-value 1 and statistic 0 when fewer than two groups or two categories have counts: nothing can differ
 * @source Pearson 1900
 */
export function chiSquareTest(counts: readonly ArrayLike<number>[]): ChiSquareResult {
  const groups = counts.map((row) => Float64Array.from(row)).filter((row) => sum(row) > 0);
  const categories = groups[0]?.length ?? 0;
  const columns: number[] = [];
  for (let c = 0; c < categories; c++) columns.push(groups.reduce((total, row) => total + (row[c] ?? 0), 0));
  const total = sum(columns);
  let statistic = 0;
  let leastExpected = Infinity;
  for (const row of groups) {
    const share = sum(row) / total;
    columns.forEach((column, c) => {
      if (column === 0) return;
      const expected = column * share;
      leastExpected = Math.min(leastExpected, expected);
      statistic += ((row[c] ?? 0) - expected) ** 2 / expected;
    });
  }
  const degrees = (groups.length - 1) * (columns.filter((column) => column > 0).length - 1);
  if (degrees <= 0) return { statistic: 0, pValue: 1, degrees: 0, leastExpected };
  return { statistic, pValue: chiSquareTail(statistic, degrees), degrees, leastExpected };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
