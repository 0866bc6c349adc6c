import { expect, test } from 'vitest';
import { FormatError } from './errors.ts';
import * as limits from './limits.ts';
import { WorkBudget } from './work-budget.ts';

function limitOf(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof FormatError ? [error.code, error.fields.limit, error.fields.offset] : error;
  }
  return undefined;
}

test('work ends with the offset that asked for too much', () => {
  const budget = new WorkBudget(0);
  budget.spend(50_000_000);
  expect(limitOf(() => budget.spend(1, 7))).toEqual(['FORMAT_LIMIT', 'work', 7]);
});

test('a larger file may cost more work and more decompressed bytes', () => {
  const size = 1_000_000;
  const budget = new WorkBudget(size);
  budget.spend(50_000_000 + 16 * size);
  budget.spendDecompressed(limits.decompressedBase.value + limits.decompressedRatio.value * size);
  expect(limitOf(() => budget.spend(1))).toEqual(['FORMAT_LIMIT', 'work', undefined]);
  expect(limitOf(() => budget.spendDecompressed(1, 3))).toEqual(['FORMAT_LIMIT', 'decompressedBase', 3]);
});

test('parts are counted over the whole file', () => {
  const budget = new WorkBudget(0);
  for (let count = 0; count < limits.partsPerFile.value; count++) budget.spendPart();
  expect(limitOf(() => budget.spendPart(1))).toEqual(['FORMAT_LIMIT', 'partsPerFile', 1]);
});

test('memory for decompressed bytes is lent, not given', () => {
  const budget = new WorkBudget(0);
  expect(budget.takeSpool(limits.spoolBytes.value)).toBe(true);
  expect(budget.takeSpool(1)).toBe(false);
  budget.returnSpool(10);
  expect(budget.takeSpool(10)).toBe(true);
});
