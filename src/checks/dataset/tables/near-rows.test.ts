import { describe, expect, test } from 'vitest';
import type { Column } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { findNearRows } from './near-rows.ts';

const first = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Normal columns that hang together: a third of each is what they share; the last column is one of three names. */
function made(count: number, width: number, seed: number): readonly Column[] {
  const random = seeded(seed);
  const shared = Float64Array.from({ length: count }, () => random.normal());
  const numbers = Array.from(
    { length: width },
    (_, at): Column => ({
      kind: 'number',
      name: `x${at}`,
      values: Float64Array.from(shared, (one) => 100 * (one / 3 + random.normal())),
      missing: 0,
      notFinite: 0,
    }),
  );
  const codes = Int32Array.from({ length: count }, () => random.integer(3));
  return [...numbers, { kind: 'category', name: 'c', values: { names: ['a', 'b', 'c'], codes }, missing: 0 }];
}

/** The second half of `copies` rows at the end repeats rows of the beginning, each number off by up to `off`. */
function copy(columns: readonly Column[], rows: number, copies: number, off: number): void {
  const random = seeded(77);
  for (const column of columns) {
    for (let at = 0; at < copies; at++) {
      const [to, from] = [rows - 1 - at, 3 * at];
      if (column.kind === 'number') column.values[to] = (column.values[from] ?? 0) + off * (2 * random.uniform() - 1);
      else column.values.codes[to] = column.values.codes[from] ?? -1;
    }
  }
}

describe('rows that are nearly the same', () => {
  test.each([
    [5000, 4],
    [20_000, 12],
  ])('of %i rows with %i columns: 100 planted pairs are found, and no other', (count, width) => {
    const columns = made(count, width, 3);
    copy(columns, count, 100, 0.05);
    const { pairs, tolerance, skipped } = findNearRows(columns, count, first(count), 1);
    const planted = new Set(Array.from({ length: 100 }, (_, at) => `${count - 1 - at} ${3 * at}`));
    const hits = pairs.filter(([row, other]) => planted.has(`${row} ${other}`)).length;
    expect(tolerance).toBeGreaterThan(0.0009);
    expect(hits).toBeGreaterThanOrEqual(97);
    expect(pairs.length - hits).toBe(0);
    expect(skipped).toBe(0);
  });

  test('are none in clean data over ten seeds', () => {
    for (let seed = 1; seed <= 10; seed++)
      expect(findNearRows(made(3000, 4, seed), 3000, first(3000), seed).pairs).toEqual([]);
  });

  test('have to agree in names and in columns of few values', () => {
    const columns = made(3000, 6, 3);
    copy(columns, 3000, 10, 0.05);
    const names = columns.at(-1);
    if (names?.kind === 'category') for (let at = 0; at < 10; at++) names.values.codes[2999 - at] = -1;
    expect(findNearRows(columns, 3000, first(3000), 1).pairs).toEqual([]);
  });

  test('a missing number is near to a missing one alone', () => {
    const columns = made(3000, 6, 3);
    copy(columns, 3000, 10, 0.05);
    const [column] = columns;
    if (column?.kind !== 'number') throw new Error('a number');
    for (let at = 0; at < 10; at++) column.values[2999 - at] = Number.NaN;
    expect(findNearRows(columns, 3000, first(3000), 1).pairs).toEqual([]);
    for (let at = 0; at < 10; at++) column.values[3 * at] = Number.NaN;
    expect(findNearRows(columns, 3000, first(3000), 1).pairs.length).toBeGreaterThanOrEqual(9);
  });

  test('exact repetitions are not among them; columns that say the same count once; whole numbers say nothing', () => {
    const columns = made(3000, 6, 3);
    copy(columns, 3000, 10, 0.05);
    const firstOf = first(3000);
    for (let at = 0; at < 10; at++) firstOf[2999 - at] = 3 * at;
    expect(findNearRows(columns, 3000, firstOf, 1).pairs).toEqual([]);
    const [one] = columns;
    const same = one === undefined ? [] : Array.from({ length: 9 }, () => one);
    expect(findNearRows(same, 3000, first(3000), 1).why).toContain('fewer than 3 columns');
    expect(findNearRows([], 10, first(10), 1).why).toContain('fewer than 3 columns');
  });

  test('crowded cells are looked into so far only, and that is counted', () => {
    const random = seeded(8);
    const crowd = made(6000, 4, 3).map((column): Column => {
      if (column.kind !== 'number') return column;
      // Every fifth row lies within some twelve tolerances of each other such row.
      return { ...column, values: column.values.map((value, row) => (row % 5 > 0 ? value : 3 * random.uniform())) };
    });
    const { pairs, skipped } = findNearRows(crowd.slice(0, 4), 6000, first(6000), 1);
    expect(skipped).toBeGreaterThan(0);
    expect(pairs.length).toBeGreaterThan(0);
  });
});
