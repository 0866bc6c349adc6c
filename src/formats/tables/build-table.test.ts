// What columns become, whatever stands at their beginning.
import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import type { CategoryColumn, Column, NumberColumn, TableSet } from '#core/dataset/data-set';
import { buildTable } from './build-table.ts';
import { blockRows } from './cell-block.ts';
import { delimitedCells } from './delimited-cells.ts';
import type { Roles } from './roles.ts';

async function tableOf(content: string, roles: Roles = {}): Promise<TableSet & { readonly passes: number }> {
  let passes = 0;
  const table = await buildTable(async (look) => {
    passes += 1;
    return look(delimitedCells(new MemorySource(Buffer.from(content)), ','));
  }, roles);
  return { ...table, passes };
}

function numbers(column: Column | undefined): NumberColumn {
  if (column?.kind !== 'number') throw new Error(`a ${column?.kind} column`);
  return column;
}

function words(column: Column | undefined): CategoryColumn {
  if (column?.kind !== 'category') throw new Error(`a ${column?.kind} column`);
  return column;
}

function wordsOf(column: Column | undefined): (string | undefined)[] {
  const { names, codes } = words(column).values;
  return Array.from(codes, (code) => names[code]);
}

test('labels, contributors, times and ids are no features', async () => {
  const table = await tableOf('key,x,y,who,when\na,1,cat,u1,2024-01-01\nb,2,10,u2,x\na,3,9,,2024-01-02\nc,4,,u1,\n', {
    label: 'y',
    source: 'who',
    time: 'when',
    id: 'key',
  });
  expect(table.columns.map(({ name }) => name)).toEqual(['x']);
  expect(table.labels).toEqual({ names: ['9', '10', 'cat'], codes: Int32Array.of(2, 1, 0, -1) });
  expect(table.sources).toEqual({ names: ['u1', 'u2'], codes: Int32Array.of(0, 1, -1, 0) });
  expect([...(table.times ?? [])]).toEqual([Date.UTC(2024, 0, 1), Number.NaN, Date.UTC(2024, 0, 2), Number.NaN]);
  expect([0, 1, 2, 3].map(table.id)).toEqual(['a', 'b', 'a', 'c']);
  expect(table.notes).toEqual([
    '1 rows have no label',
    '1 rows have no contributor',
    '2 rows have no time, or one that is not written as ISO 8601 or a count',
    '1 rows have an id that an earlier row has too',
  ]);
});

describe('numbers or words', () => {
  test('a few words among numbers are malformed, and marks are missing', async () => {
    const cells = Array.from({ length: 200 }, (_, row) =>
      row === 5 ? 'oops' : row === 9 ? '?' : row === 11 ? 'inf' : String(row),
    );
    const { columns, notes } = await tableOf(`x,y\n${cells.map((cell) => `${cell},1`).join('\n')}`);
    const column = numbers(columns[0]);
    expect(column).toMatchObject({ missing: 1, notFinite: 1, malformed: 1 });
    expect(column.values).toBeInstanceOf(Float32Array);
    expect([4, 5, 6, 9, 11].map((row) => column.values[row])).toEqual([4, Number.NaN, 6, Number.NaN, Number.NaN]);
    expect(notes).toEqual(['1 cells of the column "x" are no numbers as the others are']);
  });

  test('one word in ten makes a category of all', async () => {
    const { columns } = await tableOf('x,y\n1,a\n07,a\n7,a\n1.0,a\nB2,\n1,nan\n1,inf\n1,NA\n1,a\n1,a\n');
    expect(wordsOf(columns[0])).toEqual(['1', '07', '7', '1.0', 'B2', '1', '1', '1', '1', '1']);
    expect(wordsOf(columns[1])).toEqual(['a', 'a', 'a', 'a', undefined, undefined, 'inf', undefined, 'a', 'a']);
    expect(words(columns[1])).toMatchObject({ missing: 3 });
    expect(words(columns[0]).values.names).toEqual(['1', '07', '7', '1.0', 'B2']);
  });

  test('a column that turns out other than it began is read again', async () => {
    const rows = Array.from({ length: 2 * blockRows + 100 }, (_, row) => {
      const isLate = row >= blockRows;
      return `${row},${isLate ? `w${row % 3}` : '007'},${isLate || row % 4 > 0 ? row : 'x'}`;
    });
    const { columns, passes, count } = await tableOf(`steady,late,early\n${rows.join('\n')}`);
    expect(passes).toBe(2);
    expect(count).toBe(rows.length);
    expect(numbers(columns[0]).values[count - 1]).toBe(count - 1);
    expect(words(columns[1]).values.names).toEqual(['007', 'w0', 'w1', 'w2']);
    // A quarter of the first third are words: 8 % of all.
    expect(columns[2]?.kind).toBe('category');
    const sparse = Array.from({ length: 8 * blockRows }, (_, row) => (row < blockRows && row % 8 === 0 ? 'x' : '1.1'));
    const turned = await tableOf(`x,y\n${sparse.map((cell) => `${cell},`).join('\n')}`);
    expect(turned.passes).toBe(2);
    expect(numbers(turned.columns[0])).toMatchObject({ malformed: blockRows / 8 });
    expect(numbers(turned.columns[0]).values[1]).toBe(1.1);
    expect(numbers(turned.columns[1])).toMatchObject({ missing: sparse.length });
  });

  test('numbers keep 64 bits where 32 would lose something', async () => {
    const { columns } = await tableOf('a,b\n0.5,0.1\n-3,1\n,16777217\n');
    expect(numbers(columns[0]).values).toBeInstanceOf(Float32Array);
    expect(numbers(columns[1]).values).toEqual(Float64Array.of(0.1, 1, 16_777_217));
  });

  test('only marks, only NaN, nothing at all', async () => {
    const { columns } = await tableOf('a,b,c\n?,nan,\n-,nan,\n');
    expect(wordsOf(columns[0])).toEqual(['?', '-']);
    expect(numbers(columns[1])).toMatchObject({ notFinite: 2, missing: 0 });
    expect(numbers(columns[2])).toMatchObject({ notFinite: 0, missing: 2 });
  });
});

test('free text is kept as hashes: equal texts have equal codes', async () => {
  const rows = Array.from({ length: 70_000 }, (_, row) => `${row},text number ${row % 69_000}`);
  const { columns } = await tableOf(`n,t\n${rows.join('\n')}`);
  const column = words(columns[1]);
  expect(column.isHashed).toBe(true);
  const { codes, names } = column.values;
  expect(names.length).toBe(65_536);
  for (let row = 69_000; row < 70_000; row += 1) expect(codes[row]).toBe(codes[row - 69_000]);
  expect(new Set(codes).size).toBeGreaterThan(35_000);
});

describe('what cannot be used', () => {
  test.each([
    ['a,b\n1,2\n', { label: 'c' }, 'DATA_COLUMN'],
    ['a,b\n', {}, 'DATA_EMPTY'],
    ['', {}, 'DATA_EMPTY'],
    ['a,b\n1\n2\n', {}, 'DATA_EMPTY'],
    ['a,b\n1,\n2,\n', { label: 'b' }, 'DATA_LABELS'],
    [`a,b\n${Array.from({ length: 65_537 }, (_, row) => `${row},`).join('\n')}`, { label: 'a' }, 'DATA_LABELS'],
  ] as const)('%#', async (content, roles, code) => {
    await expect(tableOf(content, roles)).rejects.toThrow(expect.objectContaining({ code }));
  });
});
