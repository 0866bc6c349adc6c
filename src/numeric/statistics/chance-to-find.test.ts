import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceToFind, sampleToFind } from './chance-to-find.ts';

test('what can be counted by hand', () => {
  // Of 5 rows with 2 marked, 2 drawn: 1 - C(3,2)/C(5,2) = 1 - 3/10.
  expect(chanceToFind(5, 2, 2)).toBeCloseTo(0.7, 12);
  expect(chanceToFind(52, 4, 5)).toBeCloseTo(0.3411580017083987, 10); // an ace among five cards
  expect(chanceToFind(10, 0, 10)).toBe(0);
  expect(chanceToFind(10, 3, 8)).toBe(1);
});

test('the rule of thumb of auditors: about 300 rows find 1 % with 95 %', () => {
  expect(sampleToFind(60_000, 600, 0.95)).toBe(298);
  expect(sampleToFind(100, 1, 1)).toBe(100);
  expect(sampleToFind(100, 0, 0.5)).toBe(100);
});

test('the smallest sample has the chance, and one less has not', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      fc.double({ min: 0.1, max: 0.99, noNaN: true }),
      (rows, rate, chance) => {
        const marked = Math.ceil(rate * rows);
        const drawn = sampleToFind(rows, marked, chance);
        expect(chanceToFind(rows, marked, drawn)).toBeGreaterThanOrEqual(chance);
        if (drawn > 0) expect(chanceToFind(rows, marked, drawn - 1)).toBeLessThan(chance);
      },
    ),
  );
});
