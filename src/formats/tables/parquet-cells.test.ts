// Parquet files that claim more than they have end in an error, in little time and memory.
import { describe, expect, test } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import {
  buildDictionary,
  buildPage,
  buildParquetTable,
  encodeThrift,
  type ParquetSpec,
  plainTexts,
  varint,
} from '#testkit/parquet-table';
import { encodings } from '../parquet/decode-values.ts';
import { decodeSnappy } from '../parquet/snappy.ts';
import { parquetCells } from './parquet-cells.ts';

const int32 = { 1: 1, 3: 0, 4: 'n' };
const optionalInt32 = { 1: 1, 3: 1, 4: 'n' };
const text = { 1: 6, 3: 0, 4: 't', 6: 0 };
const int64 = { 1: 2, 3: 0, 4: 'l' };

async function read(bytes: Uint8Array): Promise<{ readonly rows: number; readonly texts: readonly string[] }> {
  const reader = parquetCells(new MemorySource(bytes));
  let rows = 0;
  const texts: string[] = [];
  for await (const { count, columns } of reader.blocks()) {
    rows += count;
    for (const column of columns) {
      const cells = column.text();
      for (let row = 0; row < Math.min(count, 10); row += 1) {
        texts.push(Buffer.from(cells.bytes.subarray(cells.starts[row], cells.ends[row])).toString());
      }
    }
  }
  return { rows, texts };
}

const three = Buffer.from(Int32Array.of(1, -2, 3).buffer);
const sound: ParquetSpec = {
  rows: 3,
  columns: [
    { element: int32, values: 3, pages: [buildPage(three, 3, encodings.plain)] },
    {
      element: text,
      values: 3,
      pages: [
        buildDictionary(plainTexts('yes', 'no'), 2),
        buildPage(Buffer.of(1, 6, 0b000, 3, 0b110), 3, encodings.dictionary),
      ],
    },
  ],
};

test('a table', async () => {
  expect(await read(buildParquetTable(sound))).toEqual({ rows: 3, texts: ['1', '-2', '3', 'yes', 'yes', 'yes'] });
});

test('cut anywhere, or with any byte changed, it is read or refused, and nothing else happens', async () => {
  const bytes = buildParquetTable(sound);
  let refused = 0;
  for (let length = 0; length < bytes.length; length += 1) {
    await expect(read(bytes.subarray(0, length))).rejects.toThrow(FormatError);
  }
  for (let at = 0; at < bytes.length; at += 1) {
    for (const flip of [0x01, 0x80, 0xff, 0x10]) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ flip;
      await read(broken).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FormatError);
        refused += 1;
      });
    }
  }
  expect(refused).toBeGreaterThan(bytes.length);
});

describe('bombs', () => {
  const column = (
    element: ParquetSpec['columns'][number]['element'],
    values: number,
    ...pages: ParquetSpec['columns'][number]['pages']
  ) => ({
    element,
    values,
    pages,
  });
  const nulls = (count: number): ReturnType<typeof buildPage> => {
    const runs = Buffer.concat([varint(BigInt(count) * 2n), Buffer.of(0)]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(runs.length);
    return buildPage(Buffer.concat([length, runs]), count, encodings.plain);
  };
  const long = 'x'.repeat(8 << 20);
  const one = Buffer.concat([Buffer.of(1), varint(2n ** 21n * 2n), Buffer.of(0)]);

  test.each<readonly [string, ParquetSpec, string]>([
    ['more rows than any table has', { rows: 1e9, columns: [column(optionalInt32, 1e9, nulls(1e6))] }, 'FORMAT_LIMIT'],
    ['more rows than pages have', { rows: 1e7, columns: [column(optionalInt32, 1e7, nulls(1e6))] }, 'FORMAT_TRUNCATED'],
    ['a page of too many values', { rows: 1e7, columns: [column(optionalInt32, 1e7, nulls(1e7))] }, 'FORMAT_MALFORMED'],
    ['more values than rows', { rows: 2, columns: [column(int32, 3, buildPage(three, 3, 0))] }, 'FORMAT_MALFORMED'],
    [
      'a page of 2 GB',
      { rows: 3, columns: [{ ...column(int32, 3, buildPage(three, 3, 0, { unpacked: 2 ** 31 - 1 })), codec: 6 }] },
      'FORMAT_LIMIT',
    ],
    [
      'a page that is longer than said',
      {
        rows: 3,
        columns: [
          {
            ...column(int32, 3, buildPage(Buffer.from('KLUv/QBYIQAAYWE=', 'base64'), 3, 0, { unpacked: 1 })),
            codec: 6,
          },
        ],
      },
      'FORMAT_MALFORMED',
    ],
    ['a column outside of the file', { ...sound, meta: { 9: 2 ** 40 } }, 'FORMAT_MALFORMED'],
    ['a codec nobody knows', { ...sound, meta: { 4: 99 } }, 'FORMAT_UNSUPPORTED'],
    [
      'an index outside of the dictionary',
      {
        rows: 1,
        columns: [
          column(text, 1, buildDictionary(plainTexts('a'), 1), buildPage(Buffer.of(8, 2, 7), 1, encodings.dictionary)),
        ],
      },
      'FORMAT_MALFORMED',
    ],
    [
      'a long text that every row names',
      {
        rows: 2 ** 21,
        columns: [
          column(text, 2 ** 21, buildDictionary(plainTexts(long), 1), buildPage(one, 2 ** 21, encodings.dictionary)),
        ],
      },
      'FORMAT_LIMIT',
    ],
    [
      'values that repeat the ones before',
      { rows: 4096, columns: [column(text, 4096, buildPage(growing(4096, 100_000), 4096, encodings.deltaBytes))] },
      'FORMAT_LIMIT',
    ],
    [
      'two thousand million miniblocks',
      {
        rows: 9,
        columns: [
          column(
            int64,
            9,
            buildPage(
              Buffer.concat([varint(2n ** 31n), varint(2n ** 31n), varint(9n), Buffer.of(0, 0)]),
              9,
              encodings.delta,
            ),
          ),
        ],
      },
      'FORMAT_MALFORMED',
    ],
  ])('%s', async (_, spec, code) => {
    const before = process.memoryUsage().rss;
    await expect(read(buildParquetTable(spec))).rejects.toThrow(expect.objectContaining({ code }));
    expect(process.memoryUsage().rss - before).toBeLessThan(1 << 30);
  });

  test('a list that has more elements than the footer has bytes', async () => {
    const footer = Buffer.concat([Buffer.of(0x29, 0xfc), varint(2n ** 31n), encodeThrift({})]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    const bytes = Buffer.concat([Buffer.from('PAR1'), footer, length, Buffer.from('PAR1')]);
    await expect(read(bytes)).rejects.toThrow(expect.objectContaining({ code: 'FORMAT_TRUNCATED' }));
  });

  test('snappy that copies more than was declared', () => {
    const packed = Buffer.concat([
      varint(4n),
      Buffer.of(0, 0x61),
      Buffer.of(...Array.from({ length: 999 }, () => [0xfe, 1, 0]).flat()),
    ]);
    expect(() => decodeSnappy(packed, 4)).toThrow(FormatError);
  });
});

/** DELTA_BYTE_ARRAY: a first value of `size`, then values that are the same. */
function growing(count: number, size: number): Buffer {
  const header = Buffer.concat([varint(128n), varint(1n), varint(BigInt(count))]);
  const zig = (value: bigint): Buffer => varint(value < 0n ? -2n * value - 1n : 2n * value);
  // First value, then blocks of a constant difference: width 0.
  const block = (difference: bigint): Buffer => Buffer.concat([zig(difference), Buffer.of(0)]);
  const blocks = Math.ceil((count - 1) / 128);
  const prefixes = Buffer.concat([header, zig(BigInt(size)), ...Array.from({ length: blocks }, () => block(0n))]);
  const suffixes = Buffer.concat([header, zig(0n), ...Array.from({ length: blocks }, () => block(0n))]);
  return Buffer.concat([prefixes, suffixes]);
}
