// Rows of Parquet are their values: how these are stored makes no difference, and every change does.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FormatError } from '#core/errors';
import { buildDictionary, buildPage, buildParquetTable, type ColumnSpec, plainTexts } from '#testkit/parquet-table';
import { buildTable, hexOf, readRows } from '#testkit/rows';
import { encodings } from '../parquet/decode-values.ts';

const sample = readFileSync(new URL('../../../tests/interop/samples/tables/mixed.parquet', import.meta.url));

function column(element: ColumnSpec['element'], values: number, ...pages: ColumnSpec['pages']): ColumnSpec {
  return { element, values, pages };
}

const digests = (...columns: readonly ColumnSpec[]): readonly string[] =>
  readRows('parquet', buildParquetTable({ rows: 2, columns })).rows.map(({ digest }) => hexOf(digest));

const int32 = (...values: number[]): ColumnSpec =>
  column({ 1: 1, 3: 0, 4: 'n' }, 2, buildPage(Buffer.from(Int32Array.from(values).buffer), 2, encodings.plain));
const int64 = (...values: bigint[]): ColumnSpec =>
  column({ 1: 2, 3: 0, 4: 'n' }, 2, buildPage(Buffer.from(BigInt64Array.from(values).buffer), 2, encodings.plain));
const double = (...values: number[]): ColumnSpec =>
  column({ 1: 5, 3: 0, 4: 'n' }, 2, buildPage(Buffer.from(Float64Array.from(values).buffer), 2, encodings.plain));
const text = { 1: 6, 3: 0, 4: 't', 6: 0 };
const plain = (...values: string[]): ColumnSpec =>
  column(text, 2, buildPage(plainTexts(...values), 2, encodings.plain));

describe('digests', () => {
  test('the same for other widths, encodings and dictionaries', () => {
    expect(digests(int32(1, -2))).toEqual(digests(int64(1n, -2n)));
    expect(digests(int32(1, -2))).toEqual(digests(double(1, -2)));
    const dictionary = column(
      text,
      2,
      buildDictionary(plainTexts('b', 'a'), 2),
      buildPage(Buffer.of(1, 3, 0b01), 2, encodings.dictionary),
    );
    expect(digests(plain('a', 'b'))).toEqual(digests(dictionary));
  });

  test('others for other values, and for a text that looks like a number', () => {
    const all = [
      int32(1, 2),
      int32(2, 1),
      int64(2n ** 53n, 2n ** 53n + 1n),
      double(0.5, Number.NaN),
      plain('1', '2'),
      plain('', '0'),
    ];
    const found = all.flatMap((one) => digests(one));
    expect(new Set(found).size).toBe(found.length - 2);
    expect(digests(int32(1, 2), plain('a', 'b'))).not.toEqual(digests(plain('a', 'b'), int32(1, 2)));
  });
});

test('a table with key and label: lists and structures belong to the rows', () => {
  const { reading, rows } = readRows('parquet', sample, { key: 't', label: 'w' });
  expect(reading).toEqual({
    format: 'parquet',
    columns: ['n', 'x', 'w', 't', 's.a', 'l.list.element'],
    key: 't',
    label: 'w',
  });
  expect(rows.length).toBe(40);
  expect(rows[7]?.fields.map((field) => Buffer.from(field ?? []).toString())).toEqual(['row 7', 'no']);
  expect(rows[2]?.fields[1]).toBeUndefined();
  const { table } = buildTable('parquet', sample, { key: 't', label: 'w' });
  expect(table.places).toBeUndefined();
  expect(() => readRows('parquet', sample, { key: 'gone' })).toThrow(FormatError);
});

test('cut or changed it ends in rows or in a FormatError', () => {
  for (let at = 4; at < sample.length; at += 7) {
    const broken = Buffer.from(sample);
    broken[at] = (broken[at] ?? 0) ^ 0x41;
    for (const bytes of [broken, sample.subarray(0, at)]) {
      try {
        readRows('parquet', bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }
  }
});
