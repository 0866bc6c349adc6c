// Cells are those that the reader of rows gives, in blocks, and what each one is.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { readRows } from '#testkit/rows';
import { blockRows, type CellBlock, type CellReader } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import { delimitedCells } from './delimited-cells.ts';
import type { DelimitedOptions } from './delimited-dialect.ts';

function open(content: string | Uint8Array, options: DelimitedOptions = {}, usual = ','): CellReader {
  return delimitedCells(new MemorySource(Buffer.from(content)), usual, options);
}

/** All cells as text, row by row. */
async function textsOf(reader: CellReader): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of reader.blocks()) rows.push(...blockTexts(block));
  return rows;
}

function blockTexts({ count, columns }: CellBlock): string[][] {
  const texts = columns.map((column) => column.text());
  return Array.from({ length: count }, (_, row) =>
    texts.map(({ bytes, starts, ends }) => Buffer.from(bytes.subarray(starts[row], ends[row])).toString('latin1')),
  );
}

async function kindsOf(content: string, options: DelimitedOptions = {}): Promise<number[]> {
  const kinds: number[] = [];
  for await (const { columns } of open(content, options).blocks()) kinds.push(...(columns[0]?.kinds ?? []));
  return kinds;
}

test('the same fields as the reader of rows, quotes and newlines and all', async () => {
  const letters = fc.constantFrom('"', ',', '\n', '\r', 'a', 'é', '\0', ' ', '""', '1', '\r\n', '"a,b"', '"x\ny"');
  const contents = fc.sample(fc.array(letters, { maxLength: 30 }), { numRuns: 1500, seed: 4 });
  let compared = 0;
  for (const pieces of contents) {
    const content = `a,b\n${pieces.join('')}`;
    let expected: string[][];
    try {
      const { rows } = readRows('csv', content, { fields: ['a', 'b'] });
      expected = rows.flatMap(({ fields: [, , a, b] }) =>
        a === undefined || b === undefined ? [] : [[a, b].map((field) => Buffer.from(field).toString('latin1'))],
      );
    } catch {
      await expect(textsOf(open(content))).rejects.toThrow();
      continue;
    }
    const reader = open(content);
    const found = await textsOf(reader);
    const lost = reader.excluded().find(({ reason }) => reason === 'more fields than columns')?.count ?? 0;
    expect(found.length).toBe(expected.length - lost);
    if (lost === 0) {
      expect(found).toEqual(expected);
      compared += found.length;
    }
  }
  expect(compared).toBeGreaterThan(300);
});

describe('what a cell is', () => {
  test.each([
    ['1', cellKinds.number],
    [' -1.5e3 ', cellKinds.number],
    ['', cellKinds.missing],
    ['NA', cellKinds.missing],
    ['null', cellKinds.missing],
    ['nan', cellKinds.notFinite],
    ['-inf', cellKinds.notFinite],
    ['1e999', cellKinds.notFinite],
    ['"1,5"', cellKinds.decimalComma],
    ['"1.234,5"', cellKinds.decimalComma],
    ['"1,234.5"', cellKinds.word],
    ['?', cellKinds.mark],
    ['\\N', cellKinds.mark],
    ['1a', cellKinds.word],
    ['north', cellKinds.word],
    ['1_000', cellKinds.word],
    ['2024-01-31', cellKinds.word],
  ])('%j', async (cell, kind) => {
    expect(await kindsOf(`a,b\n${cell},x\n`)).toEqual([kind]);
  });
});

test('a decimal comma has its value', async () => {
  for await (const { columns } of open('a;b\n1,5;2\n"-1.234,25";3\n').blocks()) {
    expect([...(columns[0]?.numbers ?? [])]).toEqual([1.5, -1234.25]);
  }
});

describe('how the file is written', () => {
  test('semicolons', async () => {
    const reader = open('a;b\n1;2\n');
    expect(reader.names).toEqual(['a', 'b']);
    expect(await textsOf(reader)).toEqual([['1', '2']]);
    expect(reader.notes()).toEqual(['fields are divided by ";"']);
  });

  test('no header', async () => {
    const reader = open('1,2\n3,4\n');
    expect(reader.names).toEqual(['1', '2']);
    expect(await textsOf(reader)).toHaveLength(2);
    expect(open('1,2\n3,4\n', { header: true }).names).toEqual(['1', '2']);
  });

  test('names that stand twice, or are none', () => {
    expect(open('a,a,,a.1,a\n').names).toEqual(['a', 'a.2', 'column 3', 'a.1', 'a.3']);
  });

  test('a byte order mark, NUL, other encodings', async () => {
    const reader = open(Buffer.from('\xef\xbb\xbfa,b\ncaf\xe9,1\nx\0y,2\ncaf\xc3\xa9,3\n', 'latin1'));
    expect(reader.names).toEqual(['a', 'b']);
    expect(await textsOf(reader)).toHaveLength(3);
    expect(reader.notes().join('\n')).toMatch(
      /byte order mark[\s\S]*no UTF-8.*: 1 times, first in row 1[\s\S]*NUL.*row 2/,
    );
  });

  test('UTF-16 is refused', () => {
    expect(() => open(Buffer.from('\ufeffa,b\n1,2', 'utf16le'))).toThrow(
      expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }),
    );
  });
});

test('rows with another number of fields are left out, counted, and the others keep their index', async () => {
  const reader = open('a,b\n1,2\n3\n4,5,6\n7,8,,\n9,10\n');
  const indexes: number[] = [];
  for await (const block of reader.blocks()) indexes.push(...block.indexes);
  expect(indexes).toEqual([0, 3, 4]);
  expect(reader.excluded()).toEqual([
    { reason: 'fewer fields than columns', count: 1, rows: [1] },
    { reason: 'more fields than columns', count: 1, rows: [2] },
  ]);
});

test('nothing, a header alone, one row', async () => {
  expect(open('').names).toEqual([]);
  expect(await textsOf(open(''))).toEqual([]);
  expect(await textsOf(open('a,b\n'))).toEqual([]);
  expect(await textsOf(open('a,b\nx,y'))).toEqual([['x', 'y']]);
});

test('blocks have at most so many rows, and a second pass gives the same', async () => {
  const rows = Array.from({ length: blockRows + 10 }, (_, row) => `${row},w${row % 7}`).join('\n');
  const reader = open(`n,w\n${rows}\n`);
  for (const _ of [1, 2]) {
    const counts: number[] = [];
    let sum = 0;
    for await (const { count, columns } of reader.blocks()) {
      counts.push(count);
      for (const value of columns[0]?.numbers ?? []) sum += value;
    }
    expect(counts).toEqual([blockRows, 10]);
    expect(sum).toBe(((blockRows + 10) * (blockRows + 9)) / 2);
  }
});

test('a quote that is never closed ends in an error', async () => {
  await expect(textsOf(open('a,b\n1,"2\n3,4\n'))).rejects.toThrow(
    expect.objectContaining({ code: 'FORMAT_TRUNCATED' }),
  );
});
