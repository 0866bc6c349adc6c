// Each kind of rule on values that keep it and values that do not, through the whole of `checkContract`.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { BlockColumn, TableBlock } from '#core/dataset/table-block';
import { compilePattern } from './pattern/compile-pattern.ts';
import { rules } from './rules.generated.ts';

type Cells = readonly (string | number | undefined)[];

function column(cells: Cells): BlockColumn {
  if (cells.some((cell) => typeof cell === 'string')) {
    return { kind: 'text', values: cells.map((cell) => (cell === undefined ? undefined : String(cell))) };
  }
  const states = Uint8Array.from(cells, (cell) => (cell === undefined ? 1 : Number.isFinite(cell) ? 0 : 2));
  return {
    kind: 'number',
    values: Float64Array.from(cells, (cell) => (Number.isFinite(cell) ? Number(cell) : Number.NaN)),
    states,
  };
}

/** Blocks of three rows. */
function blocks(columns: readonly Cells[]): readonly TableBlock[] {
  const count = columns[0]?.length ?? 0;
  return Array.from({ length: Math.ceil(count / 3) }, (_, at) => {
    const parts = columns.map((cells) => cells.slice(3 * at, 3 * at + 3));
    return { rowStart: 3 * at, count: parts[0]?.length ?? 0, columns: parts.map(column) };
  });
}

const now = Date.parse('2026-11-22T12:00:00Z');

function violations(
  kind: string,
  parameters: unknown,
  columns: readonly Cells[],
  baseline: readonly Cells[] = [],
): unknown {
  const rule = rules.find((one) => one.kind === kind);
  if (rule === undefined) throw new Error(kind);
  const found: (number | string)[] = [];
  const run = rule.begin(rule.schema(z).parse(parameters), {
    names: columns.map((_, at) => `c${at}`),
    column: 0,
    now,
    siblings: 1,
    violate: (row, value) => found.push(row === -1 ? (value ?? '') : row),
  });
  for (const block of blocks(baseline)) run.visitBaseline?.(block);
  for (const block of blocks(columns)) run.visit(block);
  const { why } = run.finish();
  return why === undefined ? found : why;
}

test.each<readonly [string, unknown, readonly Cells[], unknown]>([
  ['type', { is: 'number' }, [[1, 2.5, Number.NaN, undefined, Infinity]], [2, 4]],
  ['type', { is: 'number' }, [['1', '1,5', '0x10', '1e3', 'NaN', ' 7 ']], [1, 2, 4]],
  ['type', { is: 'integer' }, [[1, 2.5, -3]], [1]],
  ['type', { is: 'boolean' }, [['true', 'False', 'yes']], [2]],
  ['type', { is: 'time' }, [['2026-01-02', '2026-01-02T03:04:05Z', '02/01/2026']], [2]],
  ['missing', {}, [[1, undefined, 3]], [1]],
  ['missing', {}, [['a', undefined, 'b', undefined]], [1, 3]],
  ['range', { least: 0, most: 10 }, [[-1, 0, 10, 11, Number.NaN]], [0, 3]],
  ['range', { most: 10 }, [['9', '11', 'x']], [1]],
  ['allowed-values', { values: ['a', '1'] }, [['a', 'b', undefined]], [1]],
  ['allowed-values', { values: ['1'] }, [[1, 2]], [1]],
  ['length', { least: 2, most: 3 }, [['a', 'ab', 'abcd']], [0, 2]],
  ['unique', {}, [['a', 'b', 'a', undefined, undefined, 'b']], [2, 5]],
  ['unique', {}, [[1, 2, 3, 1]], [3]],
  ['pattern', { is: '^[A-Z]{2}\\d+$' }, [['AB1', 'AB', 'xAB1', 'AB1\n']], [1, 2, 3]],
  ['freshness', { future: false }, [['2026-11-21', '2027-01-01', 'x']], [1]],
  ['freshness', { future: true, newestWithinDays: 3 }, [['2026-11-01', '2027-01-01']], ['2026-11-01T00:00:00.000Z']],
  ['freshness', { future: false }, [[1_700_000_000, 4_000_000_000]], [1]],
  ['freshness', { future: false }, [['x']], 'no cell is a point in time'],
  ['readable-text', {}, [['café', 'cafÃ©', 'a\u200bb', 'a\ufffd', 'tab\tfine']], [1, 2, 3]],
  ['scripts', { are: ['Latin'] }, [['word', 'wоrd', '123 !']], [1]],
  ['row-count', { least: 4 }, [[1, 2, 3]], ['3']],
  ['row-count', { least: 1, most: 3 }, [[1, 2, 3]], []],
  ['columns', { names: ['c0', 'c9'], others: false }, [[1], [2]], ['missing: c9', 'not expected: c1']],
  [
    'repeated-rows',
    {},
    [
      [1, 1, 2, 1],
      ['a', 'a', 'a', 'b'],
    ],
    [1],
  ],
  [
    'repeated-rows',
    { columns: ['c0'] },
    [
      [1, 1, 2, 1],
      ['a', 'a', 'a', 'b'],
    ],
    [1, 3],
  ],
  ['repeated-rows', { columns: ['no'] }, [[1]], 'there is no column no'],
  [
    'class-balance',
    { column: 'c0', classes: { a: { least: 0.1, most: 0.6 } } },
    [['a', 'a', 'a', 'b']],
    ['a: 75.00 %', 'unknown class b: 1 rows'],
  ],
  ['class-balance', { column: 'x', classes: {} }, [['a']], 'there is no column x'],
  [
    'comparison',
    { rows: [{ left: 'c0', is: '<=', right: 'c1' }] },
    [
      [1, 2, undefined],
      [1, 1, 1],
    ],
    [1],
  ],
  [
    'comparison',
    { rows: [{ left: 'c0', is: '<', right: 'c1' }] },
    [
      ['2026-01-02', '2026-03-01'],
      ['2026-02-01', '2026-02-01'],
    ],
    [1],
  ],
])('%s %j', (kind, parameters, columns, expected) => {
  expect(violations(kind, parameters, columns)).toEqual(expected);
});

test('leakage: rows that stand in both sets, by all columns or by some', () => {
  const other = [
    [1, 2, 3, 4],
    ['a', 'b', 'c', undefined],
  ];
  expect(
    violations(
      'leakage',
      {},
      [
        [9, 2, 3, 4],
        ['a', 'b', 'x', undefined],
      ],
      other,
    ),
  ).toEqual([1, 3]);
  expect(
    violations(
      'leakage',
      { columns: ['c0'] },
      [
        [9, 2, 3, 4],
        ['a', 'b', 'x', undefined],
      ],
      other,
    ),
  ).toEqual([1, 2, 3]);
  expect(violations('leakage', { columns: ['no'] }, [[1]], [[1]])).toBe('there is no column no');
});

test('no rows: nothing is violated, and nothing throws', () => {
  for (const { kind, schema } of rules) {
    const parameters = [
      {},
      { is: 'number' },
      { is: 'a' },
      { are: ['Latin'] },
      { values: ['a'] },
      { least: 0, most: 1 },
      { least: 0 },
      { future: false },
      { names: [], others: true },
      { column: 'a', classes: {} },
      { rows: [{ left: 'a', is: '=', right: 'b' }] },
      { level: 0.01, distance: 0.1, psi: 0.2 },
      { columns: ['c0'], level: 0.01 },
    ].find((one) => schema(z).safeParse(one).success);
    expect(parameters, kind).toBeDefined();
    expect(() => violations(kind, parameters, [[]]), kind).not.toThrow();
  }
});

test('drift: a shift is found, and two halves of the same data are alike, 200 seeds', () => {
  const parameters = { level: 0.01, distance: 0.1, psi: 0.25 };
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const drawn = (shift: number): Cells => Array.from({ length: 400 }, () => uniform() + uniform() + uniform() + shift);
  const named = (share: number): Cells => Array.from({ length: 400 }, () => (uniform() < share ? 'a' : 'b'));
  const alarms = Array.from(
    { length: 200 },
    () => violations('drift', parameters, [drawn(0)], [drawn(0)]) as readonly string[],
  );
  expect(alarms.filter(({ length }) => length > 0).length).toBeLessThanOrEqual(6);
  expect(violations('drift', parameters, [drawn(0.4)], [drawn(0)])).toHaveLength(1);
  expect(violations('drift', parameters, [named(0.7)], [named(0.4)])).toHaveLength(1);
  expect(violations('drift', parameters, [named(0.5)], [named(0.5)])).toHaveLength(0);
  const gaps = drawn(0).map((value, at) => (at % 3 === 0 ? undefined : value));
  expect(violations('drift', parameters, [gaps], [drawn(0)])).toHaveLength(1);
  expect(violations('drift', parameters, [[1, 2]], [[1, 2]])).toBe('fewer than 20 rows');
});

test('patterns match as regular expressions do', () => {
  const atom = fc.constantFrom(
    'a',
    'b',
    '[ab]',
    '[^a]',
    '.',
    '\\d',
    '(?:ab|b)',
    '(a|b|)',
    'b?',
    'a*',
    'b+',
    'a{2}',
    '(ab){1,3}',
    'a{0,2}',
    '\\.',
    '[a-c\\d]',
  );
  const pattern = fc.array(atom, { maxLength: 6 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '\n'), maxLength: 10 }),
      (source, text) => {
        expect(compilePattern(source)(text)).toBe(new RegExp(`^(?:${source})$`).test(text));
      },
    ),
    { numRuns: 3000 },
  );
});

test('patterns that cannot be bounded are refused, and those that look dangerous are not', () => {
  for (const bad of [
    '(?=a)',
    '(?<n>a)',
    '\\1',
    'a{2000}',
    '((a{100}){100}){100}',
    '(',
    ')',
    '[b-a]',
    'a**',
    '*',
    '[a',
    '\\p{L}',
    `${'('.repeat(60)}${')'.repeat(60)}`,
    'x'.repeat(2000),
  ])
    expect(() => compilePattern(bad), bad).toThrow(expect.objectContaining({ code: 'CHECK_PATTERN' }));
  expect(compilePattern('(a+)+$')(`${'a'.repeat(20_000)}!`)).toBe(false);
  expect(compilePattern('(a|a)*(b|b)*c')('ab'.repeat(5000))).toBe(false);
});
