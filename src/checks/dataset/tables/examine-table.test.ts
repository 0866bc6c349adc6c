// Planted defects of known rate in data that are made here: what is found, and that nothing is found where nothing was planted.
import { expect, test } from 'vitest';
import type { Column, TableSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { examineTable } from './examine-table.ts';

const classes = 3;
const width = 8;

/** Normal columns around a middle per class, rounded to tenths; the last column is a name. */
function made(count: number, seed: number): TableSet {
  const random = seeded(seed);
  const middles = Array.from({ length: classes * width }, () => 1.6 * random.normal());
  const codes = Int32Array.from({ length: count }, () => random.integer(classes));
  const columns = Array.from({ length: width }, (_, column): Column => {
    const values = Float64Array.from(
      codes,
      (code) => Math.round(10 * ((middles[code * width + column] ?? 0) + random.normal())) / 10,
    );
    return { kind: 'number', name: `n${column}`, values, missing: 0, notFinite: 0 };
  });
  const names: Column = {
    kind: 'category',
    name: 'place',
    values: { names: ['x', 'y', 'z'], codes: codes.map((code) => (random.uniform() < 0.7 ? code : random.integer(3))) },
    missing: 0,
  };
  return {
    kind: 'table',
    count,
    id: (row) => row,
    labels: { names: ['a', 'b', 'c'], codes },
    columns: [...columns, names],
    excluded: [],
  };
}

/** Other values in these columns, and the first class as label, in rows of other classes. */
function withTrigger(set: TableSet, share: number, values: Readonly<Record<number, number>>): ReadonlySet<number> {
  const codes = set.labels?.codes ?? new Int32Array(0);
  const planted = new Set<number>();
  for (const row of seeded(99).sample(set.count, set.count)) {
    if (planted.size >= share * set.count) break;
    if (codes[row] === 0) continue;
    planted.add(row);
    codes[row] = 0;
    for (const [column, value] of Object.entries(values)) {
      const cells = set.columns[Number(column)];
      if (cells?.kind === 'number') cells.values[row] = value;
    }
  }
  return planted;
}

test('clean data: nothing is declared, over five seeds', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const found = await examineTable(made(1500, seed), { seed });
    expect(found.classes.filter(({ declaredPoisoned }) => declaredPoisoned)).toEqual([]);
    expect(found.rows.length).toBeLessThanOrEqual(3);
    expect(found.triggers).toEqual([]);
    expect(found.quality).toEqual([]);
  }
});

test.each([
  ['one value beyond the range, 1 %', 0.01, { 2: 99 }],
  ['three values beyond the range, 3 %', 0.03, { 0: 50, 3: 50, 5: -50 }],
  ['three ordinary values, 2 %', 0.02, { 1: 0.5, 4: -0.3, 6: 1.1 }],
] as const)('a trigger of %s', async (_, share, values) => {
  const set = made(2500, 11);
  const planted = withTrigger(set, share, values);
  const found = await examineTable(set, { seed: 1 });
  expect(found.classes.map((one) => [one.class, one.declaredPoisoned])).toEqual(expect.arrayContaining([['a', true]]));
  expect(found.classes.filter(({ declaredPoisoned }) => declaredPoisoned).length).toBe(1);
  const filtered = found.rows.filter(({ decision, category }) => decision === 'filter' && category === 'backdoor');
  const hits = filtered.filter(({ row }) => planted.has(Number(row))).length;
  expect(hits / planted.size).toBeGreaterThanOrEqual(0.98);
  expect((filtered.length - hits) / (set.count - planted.size)).toBeLessThanOrEqual(0.005);
  expect(found.triggers.length).toBe(1);
});

test('changed labels, 6 %', async () => {
  const set = made(3000, 21);
  const codes = set.labels?.codes ?? new Int32Array(0);
  const changed = new Set(seeded(5).sample(set.count, 0.06 * set.count));
  for (const row of changed) codes[row] = ((codes[row] ?? 0) + 1) % classes;
  const found = await examineTable(set, { seed: 1 });
  expect(found.classes.map((one) => one.declaredPoisoned)).toEqual([true, true, true]);
  for (const { estimatedShare } of found.classes) expect(Math.abs(estimatedShare - 0.06)).toBeLessThan(0.03);
  const filtered = found.rows.filter(({ decision }) => decision === 'filter');
  const hits = filtered.filter(({ row }) => changed.has(Number(row))).length;
  expect(hits / changed.size).toBeGreaterThanOrEqual(0.6);
  expect((filtered.length - hits) / (set.count - changed.size)).toBeLessThanOrEqual(0.01);
});

test('repeated rows, those with another label, and outliers', async () => {
  const set = made(400, 31);
  for (const column of set.columns) {
    const cells = column.kind === 'number' ? column.values : column.values.codes;
    cells.copyWithin(10, 20, 23);
  }
  const [first] = set.columns;
  if (first?.kind === 'number') first.values[77] = 1e6;
  const codes = set.labels?.codes ?? new Int32Array(0);
  codes.copyWithin(10, 20, 23);
  codes[21] = ((codes[21] ?? 0) + 1) % classes;
  const { quality } = await examineTable(set, { seed: 1 });
  expect(quality.map(({ kind, count, rows }) => [kind, count, rows])).toEqual([
    ['repeated-rows', 3, [20, 21, 22]],
    ['repeated-rows-other-label', 1, [21]],
    ['outlying-rows', 1, [77]],
  ]);
});

test('what cannot be judged is said, not passed', async () => {
  const empty: TableSet = { kind: 'table', count: 0, id: (row) => row, columns: [], excluded: [] };
  const outcomes = async (set: TableSet): Promise<readonly string[]> =>
    (await examineTable(set, { seed: 1 })).detectors.map(({ outcome, why }) => `${outcome} ${why ?? ''}`);
  expect((await outcomes(empty))[0]).toBe('not-applicable no column is named as the label');
  const one = made(60, 1);
  expect((await outcomes({ ...one, labels: { names: ['a'], codes: new Int32Array(60) } }))[0]).toBe(
    'inconclusive all rows have the same label',
  );
  expect((await outcomes(made(1, 1)))[1]).toBe('inconclusive 1 rows with a label are too few');
  const flat = made(60, 1);
  const values = new Float64Array(60).fill(Number.NaN);
  const missing: Column = { kind: 'number', name: 'n', values, missing: 60, notFinite: 0 };
  const found = await examineTable({ ...flat, columns: [missing] }, { seed: 1 });
  expect(found.classes.some(({ declaredPoisoned }) => declaredPoisoned)).toBe(false);
  expect(found.detectors.at(-1)?.outcome).toBe('not-applicable');
});

test('work that is ended ends', async () => {
  await expect(examineTable(made(500, 1), { seed: 1, signal: AbortSignal.abort() })).rejects.toThrow();
});

test('many classes, and more columns than rows', async () => {
  const set = made(300, 41);
  const codes = Int32Array.from({ length: 300 }, (_, row) => row % 150);
  const many = { ...set, labels: { names: Array.from({ length: 150 }, (_, one) => `k${one}`), codes } };
  expect((await examineTable(many, { seed: 1 })).classes.some(({ declaredPoisoned }) => declaredPoisoned)).toBe(false);
  const random = seeded(6);
  const wide = Array.from({ length: 400 }, (_, column): Column => {
    const values = Float64Array.from({ length: 60 }, () => random.normal());
    return { kind: 'number', name: `w${column}`, values, missing: 0, notFinite: 0 };
  });
  const short: TableSet = { ...made(60, 42), columns: wide };
  const found = await examineTable(short, { seed: 1 });
  expect(found.rows).toEqual([]);
  expect(found.limitations).toContain('outliers: 200 columns after the first 200 are left out.');
});
