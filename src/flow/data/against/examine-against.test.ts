// New rows with planted defects of known rate against trusted rows that are drawn alike: what is found, and what is flagged of good rows.
import { expect, test } from 'vitest';
import type { DataSet, TableSet, TextSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { buildBars, buildClusters } from '#testkit/data-sets';
import { takeRows } from '../lab/take-rows.ts';
import { examineAgainst } from './examine-against.ts';

const options = { seed: 1, hasEngine: false };

interface Parts {
  readonly fresh: DataSet;
  readonly trusted: DataSet;
  readonly planted: ReadonlySet<number>;
}

/** The first rows are new, all others trusted; of the new ones a share gets the next label. */
function parts(whole: DataSet, count: number, share: number, seed: number): Parts {
  const rows = Int32Array.from({ length: whole.count }, (_, row) => row);
  const fresh = takeRows(whole, rows.subarray(0, count));
  const planted = new Set(seeded(seed).sample(count, Math.round(share * count)));
  const codes = fresh.labels?.codes ?? new Int32Array(0);
  const classes = fresh.labels?.names.length ?? 1;
  for (const row of planted) codes[row] = ((codes[row] ?? 0) + 1) % classes;
  return { fresh, trusted: takeRows(whole, rows.subarray(count)), planted };
}

function texts(count: number, seed: number): TextSet {
  const random = seeded(seed);
  const codes = Int32Array.from({ length: count }, () => random.integer(2));
  const all = Array.from(codes, (code) =>
    Array.from({ length: 18 }, () => `w${random.integer(40) + 40 * (random.uniform() < 0.8 ? code : 1 - code)}`).join(
      ' ',
    ),
  );
  return {
    kind: 'text',
    count,
    id: (row) => row,
    labels: { names: ['a', 'b'], codes },
    excluded: [],
    read: async (rows) => Array.from(rows, (row) => all[row] ?? ''),
  };
}

test.each([
  ['a table', () => buildClusters(3000, 4, 5, 8)],
  ['texts', () => texts(1500, 8)],
  ['pictures by brightness', () => buildBars(1500, 4, 12, 8)],
] as const)(
  '%s: of 4 %% changed labels nearly all are found, and few others; without any nothing is declared',
  async (_, build) => {
    const { fresh, trusted, planted } = parts(build(), 500, 0.04, 2);
    const found = await examineAgainst(fresh, trusted, options);
    expect(found.run.outcome).toBe('fail');
    const hits = found.rows.filter(({ row }) => planted.has(Number(row))).length;
    expect(hits / planted.size).toBeGreaterThanOrEqual(0.9);
    const filtered = found.rows.filter(({ decision }) => decision === 'filter');
    expect(filtered.filter(({ row }) => !planted.has(Number(row))).length).toBeLessThanOrEqual(0.15 * filtered.length);

    const clean = parts(build(), 500, 0, 2);
    const nothing = await examineAgainst(clean.fresh, clean.trusted, options);
    expect(nothing.classes.filter(({ declaredPoisoned }) => declaredPoisoned)).toEqual([]);
    expect(nothing.rows.filter(({ decision }) => decision === 'filter')).toEqual([]);
    expect(nothing.rows.length).toBeLessThanOrEqual(3);
  },
);

test('clean new rows over ten seeds: rows flagged and classes declared', async () => {
  let [filtered, declared] = [0, 0];
  for (let seed = 1; seed <= 10; seed++) {
    const { fresh, trusted } = parts(overlapping(1500, seed), 400, 0, seed);
    const found = await examineAgainst(fresh, trusted, { ...options, seed });
    filtered += found.rows.filter(({ decision }) => decision === 'filter').length;
    declared += found.classes.filter(({ declaredPoisoned }) => declaredPoisoned).length;
  }
  expect(filtered).toBeLessThanOrEqual(2);
  expect(declared).toBe(0);
});

/** Classes of which one in ten rows lies among those of another one. */
function overlapping(count: number, seed: number): TableSet {
  const set = buildClusters(count, 3, 3, 40);
  const random = seeded(seed);
  const codes = set.labels?.codes ?? new Int32Array(0);
  const noisy = codes.map((code) => (random.uniform() < 0.1 ? random.integer(3) : code));
  return { ...set, labels: { names: set.labels?.names ?? [], codes: noisy } };
}

test('a backdoor in a table: rows of other classes with a value that decides the label', async () => {
  const { fresh, trusted } = parts(buildClusters(3000, 4, 5, 8), 500, 0, 2);
  if (fresh.kind !== 'table') throw new Error('a table');
  const codes = fresh.labels?.codes ?? new Int32Array(0);
  const planted = new Set<number>();
  for (let row = 0; planted.size < 10; row += 7) {
    if (codes[row] === 0) continue;
    planted.add(row);
    codes[row] = 0;
    const [column] = fresh.columns;
    if (column?.kind === 'number') column.values[row] = 123;
  }
  const found = await examineAgainst(fresh, trusted, options);
  expect(found.rows.filter(({ row }) => planted.has(Number(row))).length).toBeGreaterThanOrEqual(9);
});

test('new rows that are drawn otherwise: it could not tell', async () => {
  const trusted = buildClusters(1500, 3, 4, 8);
  const fresh = buildClusters(400, 3, 4, 9);
  const found = await examineAgainst(fresh, trusted, options);
  expect(found.run).toMatchObject({ outcome: 'inconclusive', flagged: 0 });
  expect(found.run.why).toContain('unlike the trusted ones altogether');
  expect(found.rows).toEqual([]);
});

test('labels that no trusted row has, too few trusted rows, no labels, another kind', async () => {
  const { fresh, trusted } = parts(buildClusters(1200, 3, 4, 8), 300, 0, 2);
  const names = fresh.labels?.names.map((name) => (name === 'class 2' ? 'class X' : name)) ?? [];
  const renamed = { ...fresh, labels: { names, codes: fresh.labels?.codes ?? new Int32Array(0) } };
  const found = await examineAgainst(renamed, trusted, options);
  expect(found.limitations.join(' ')).toContain('"class X" (100)');
  expect(found.rows.filter((row) => row.class === 'class X')).toEqual([]);

  const few = await examineAgainst(
    fresh,
    takeRows(
      trusted,
      Int32Array.from({ length: 60 }, (_, row) => row),
    ),
    options,
  );
  expect(few.run).toMatchObject({ outcome: 'inconclusive' });
  expect(few.run.why).toContain('60 trusted rows');
  const { labels: _, ...unlabelled } = fresh;
  expect((await examineAgainst(unlabelled, trusted, options)).run.outcome).toBe('not-applicable');
  await expect(examineAgainst(texts(50, 1), trusted, options)).rejects.toMatchObject({ code: 'USAGE' });
});

test('columns are found by their names', async () => {
  const { fresh, trusted, planted } = parts(buildClusters(3000, 4, 5, 8), 500, 0.04, 2);
  if (fresh.kind !== 'table') throw new Error('a table');
  const more = { kind: 'number' as const, name: 'more', values: new Float64Array(500), missing: 0, notFinite: 0 };
  const turned: TableSet = { ...fresh, columns: [more, ...fresh.columns.toReversed()] };
  const found = await examineAgainst(turned, trusted, options);
  expect(found.rows.filter(({ row }) => planted.has(Number(row))).length).toBeGreaterThanOrEqual(0.9 * planted.size);
  expect(found.limitations.join(' ')).toContain(
    '1 columns that are not the same in both tables were not looked at: more',
  );
});
