import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../random/seeded.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { conformalPValues } from './conformal-p-values.ts';

describe('conformal p-values', () => {
  test('are the share of good scores at least as high, the own one counted', () => {
    const good = [1, 2, 3, 4];
    expect([...conformalPValues([{ good, asked: [5, 4, 2.5, 0, Number.NaN] }])]).toEqual([
      0.2,
      0.4,
      0.6,
      1,
      Number.NaN,
    ]);
    expect([...conformalPValues([{ good: [Number.NaN], asked: [1] }])]).toEqual([Number.NaN]);
  });

  test('of several folds are of all good scores together', () => {
    const folds = [
      { good: [1, 2, 3], asked: [2.5] },
      { good: [10, 20], asked: [15] },
    ];
    expect(conformalPValues(folds)[0]).toBe((1 + 1 + 1) / 6);
  });

  /** 400 repetitions, 199 good and 50 asked, all drawn alike, with many ties: P(p <= 0.05) at most .05. Seed 6. */
  test('of good examples are small as seldom as they say', () => {
    const random = seeded(6);
    let small = 0;
    for (let at = 0; at < 400; at++) {
      const drawn = Float64Array.from({ length: 249 }, () => Math.floor(30 * random.uniform()));
      const p = conformalPValues([{ good: drawn.subarray(0, 199), asked: drawn.subarray(199) }]);
      small += p.filter((one) => one <= 0.05).length;
    }
    expect(small / 20_000).toBeLessThan(0.055);
    expect(small / 20_000).toBeGreaterThan(0.02);
  });
});

describe('Benjamini and Hochberg', () => {
  /** Benjamini and Hochberg 1995, section 3.2: of these 15 the first four are rejected at .05. */
  test('reject what the paper rejects', () => {
    const paper = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(paper, 0.05)).toBe(0.0095);
    expect(benjaminiHochberg(paper.toReversed(), 0.05)).toBe(0.0095);
  });

  test('nothing, and what is no number', () => {
    expect(benjaminiHochberg([], 0.05)).toBe(0);
    expect(benjaminiHochberg([0.9, Number.NaN], 0.05)).toBe(0);
    expect(benjaminiHochberg([0.04, Number.NaN], 0.05)).toBe(0.04);
  });

  test('follow the definition', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const allowed = sorted.filter((value, at) => value <= ((at + 1) / sorted.length) * 0.1);
        expect(benjaminiHochberg(values, 0.1)).toBe(allowed.at(-1) ?? 0);
      }),
    );
  });
});
