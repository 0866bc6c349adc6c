import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { splitJsonList } from '../rows/json-list.ts';
import { blockRows, type CellReader } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import { jsonCells, splitLines } from './json-cells.ts';

function open(content: string | Uint8Array, wanted?: readonly string[], split = splitLines): CellReader {
  return jsonCells(new MemorySource(Buffer.from(content)), split, wanted === undefined ? {} : { wanted });
}

interface Cells {
  readonly kinds: number[];
  readonly texts: string[];
}

async function cellsOf(reader: CellReader): Promise<Cells[]> {
  const all = reader.names.map((): Cells => ({ kinds: [], texts: [] }));
  for await (const { columns, count } of reader.blocks()) {
    for (const [index, column] of columns.entries()) {
      const { bytes, starts, ends } = column.text();
      all[index]?.kinds.push(...column.kinds);
      for (let row = 0; row < count; row += 1) {
        all[index]?.texts.push(Buffer.from(bytes.subarray(starts[row], ends[row])).toString());
      }
    }
  }
  return all;
}

test('values of every kind', async () => {
  const values = [
    '1',
    '-0.5',
    '"x"',
    '"12"',
    'true',
    'null',
    '[1,{"b":2}]',
    '9007199254740993',
    '1e400',
    '""',
    '"é\\ud800"',
  ];
  const [cells] = await cellsOf(open(values.map((value) => `{"a":${value}}`).join('\n')));
  const { number, word, missing, notFinite } = cellKinds;
  expect(cells?.kinds).toEqual([number, number, word, number, word, missing, word, number, notFinite, missing, word]);
  expect(cells?.texts).toEqual([
    '1',
    '-0.5',
    'x',
    '12',
    'true',
    '',
    '[1,{"b":2}]',
    '9007199254740993',
    'Infinity',
    '',
    'é\ufffd',
  ]);
});

test('columns are what any row has, and objects inside objects', async () => {
  const reader = open('{"a":1}\n{"b":{"c":"x","d":[]},"__proto__":3}\n{"b.c":"y"}\n');
  expect(reader.names).toEqual(['a', 'b.c', 'b.d', '__proto__']);
  expect((await cellsOf(reader)).map(({ texts }) => texts)).toEqual([
    ['1', '', ''],
    ['', 'x', 'y'],
    ['', '[]', ''],
    ['', '3', ''],
  ]);
});

test('rows that are no objects are left out and counted; others keep their index', async () => {
  const reader = open('{"a":1}\n\n[1]\n{"a":\n{"a":2}\n"x"\n');
  const indexes: number[] = [];
  for await (const block of reader.blocks()) indexes.push(...block.indexes);
  expect(indexes).toEqual([0, 3]);
  expect(reader.excluded()).toEqual([
    { reason: 'a JSON value that is no object', count: 2, rows: [1, 4] },
    { reason: 'no JSON', count: 1, rows: [2] },
  ]);
});

test('a name that stands twice, and numbers as text, are noticed', async () => {
  const reader = open('{"label":"a","label":"b"}\n{"label":"\\"label\\":"}\n{"label":"7"}\n', ['label']);
  const [cells] = await cellsOf(reader);
  expect(cells?.texts).toEqual(['b', '"label":', '7']);
  expect(reader.notes()).toEqual([
    '1 numbers are written as text',
    '1 rows have a name twice: readers take the first or the last',
  ]);
});

test('a document that is one list', async () => {
  const reader = open(' [ {"a":1}, {"a":[1,2]} ]\n', undefined, splitJsonList);
  expect((await cellsOf(reader))[0]?.texts).toEqual(['1', '[1,2]']);
  expect(() => open('{"a":1}', undefined, splitJsonList)).toThrow(
    expect.objectContaining({ code: 'FORMAT_UNSUPPORTED' }),
  );
});

test('blocks', async () => {
  const rows = Array.from({ length: blockRows + 5 }, (_, row) => `{"a":${row}}`).join('\n');
  const counts: number[] = [];
  for await (const { count } of open(rows, ['a']).blocks()) counts.push(count);
  expect(counts).toEqual([blockRows, 5]);
});

describe('hostile rows end', () => {
  test('a million brackets', async () => {
    const reader = open(`{"a":${'['.repeat(1_000_000)}\n{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}\n`, ['a']);
    await cellsOf(reader).catch(() => {});
    expect(reader.excluded().reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(0);
  });

  test('a member per row', () => {
    const rows = Array.from({ length: 20_001 }, (_, row) => `{"m${row}":1}`).join('\n');
    expect(() => open(rows)).toThrow(expect.objectContaining({ code: 'FORMAT_LIMIT' }));
  });
});
