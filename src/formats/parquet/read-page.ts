// Pages of a column, one after another. Source: apache/parquet-format, src/main/thrift/parquet.thrift, PageHeader.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { readHybrid } from './bit-runs.ts';
import { decodeValues, encodings, type PhysicalValues } from './decode-values.ts';
import type { ColumnChunk } from './footer.ts';
import { type PageBudget, readContent, readHeader, sizeOf } from './page-content.ts';
import type { ParquetColumn } from './schema.ts';
import type { ThriftStruct } from './thrift.ts';

/** Values with their places: nulls have none. */
export interface DataPage {
  /** Entries, nulls and empty lists included. */
  readonly count: number;
  /** Per entry how much of the path to the value is there; absent: all of it, everywhere. */
  readonly definitions?: Int32Array;
  /** Per entry at which list it begins anew, 0 for a row; absent: every entry is a row. */
  readonly repetitions?: Int32Array;
  readonly values: PhysicalValues;
  /** Per value its place in `values`, which then is a dictionary; absent: their order. */
  readonly indices?: Int32Array;
}

/** Reads the data pages of one chunk. @throws {FormatError} */
export function* readPages(
  source: ByteSource,
  chunk: ColumnChunk,
  column: ParquetColumn,
  budget: PageBudget,
): Generator<DataPage, void> {
  let dictionary: PhysicalValues | undefined;
  let left = chunk.values;
  for (let at = chunk.from; left > 0; ) {
    const { header, bodyAt } = readHeader(source, at, chunk.to, budget);
    const size = sizeOf(header.number(3), bodyAt);
    if (size > chunk.to - bodyAt) throw malformed('a page reaches past the end of its column', bodyAt);
    const type = header.number(1);
    if (type === pageTypes.dictionary) {
      if (dictionary !== undefined) throw malformed('a column has two dictionaries', at);
      const count = countOf(header.struct(7)?.number(1), limits.pageValues.value, at);
      const page = readContent(source, bodyAt, size, header, chunk.codec, 0, budget);
      dictionary = decodeValues(page, encodings.plain, column, count);
    } else if (type === pageTypes.data || type === pageTypes.dataV2) {
      const isNew = type === pageTypes.dataV2;
      const part = header.struct(isNew ? 8 : 5);
      const count = countOf(part?.number(1), Math.min(left, limits.pageValues.value), at);
      if (part === undefined || count === 0) throw malformed('a page has no values', at);
      const read = isNew ? dataPageV2 : dataPage;
      budget.work.spend(count >> 3, at);
      yield read({ source, at: bodyAt, size, header, part, count, column, codec: chunk.codec, dictionary, budget });
      left -= count;
    }
    at = bodyAt + size;
  }
}

interface PagePart {
  readonly source: ByteSource;
  readonly at: number;
  readonly size: number;
  readonly header: ThriftStruct;
  readonly part: ThriftStruct;
  readonly count: number;
  readonly column: ParquetColumn;
  readonly codec: number;
  readonly dictionary: PhysicalValues | undefined;
  readonly budget: PageBudget;
}

/** Levels stand before the values, each with its length, and all is compressed together. */
function dataPage(page: PagePart): DataPage {
  const { source, at, size, header, part, count, column, codec, budget } = page;
  const bytes = readContent(source, at, size, header, codec, 0, budget);
  let from = 0;
  const levels = (most: number): Int32Array | undefined => {
    if (most === 0) return undefined;
    if (from + 4 > bytes.length) throw malformed('the levels of a page end early', at);
    const length = Buffer.from(bytes.buffer, bytes.byteOffset + from, 4).readUInt32LE(0);
    const start = from + 4;
    if (length > bytes.length - start) throw malformed('the levels of a page end early', at);
    from = start + length;
    return checked(readHybrid(bytes, start, from, widthOf(most), count), most, at);
  };
  const repetitions = levels(column.maxRepetition);
  const definitions = levels(column.maxDefinition);
  return pageOf(bytes.subarray(from), part.number(2), definitions, repetitions, page);
}

/** Levels stand before the values without their lengths, and are not compressed. */
function dataPageV2(page: PagePart): DataPage {
  const { source, at, size, header, part, count, column, codec, budget } = page;
  const repetitionBytes = sizeOf(part.number(6) ?? 0, at);
  const levelBytes = repetitionBytes + sizeOf(part.number(5) ?? 0, at);
  if (levelBytes > size) throw malformed('the levels of a page are longer than the page', at);
  const levels = source.read(at, levelBytes).slice();
  const read = (most: number, from: number, to: number): Int32Array | undefined =>
    most === 0 ? undefined : checked(readHybrid(levels, from, to, widthOf(most), count), most, at);
  const repetitions = read(column.maxRepetition, 0, repetitionBytes);
  const definitions = read(column.maxDefinition, repetitionBytes, levelBytes);
  const isPacked = part.flag(7) ?? true;
  const bytes = readContent(
    source,
    at + levelBytes,
    size - levelBytes,
    header,
    isPacked ? codec : 0,
    levelBytes,
    budget,
  );
  return pageOf(bytes, part.number(4), definitions, repetitions, page);
}

function pageOf(
  bytes: Uint8Array,
  encoding: number | undefined,
  definitions: Int32Array | undefined,
  repetitions: Int32Array | undefined,
  { count, column, dictionary, at }: PagePart,
): DataPage {
  const present = definitions === undefined ? count : countEqual(definitions, column.maxDefinition);
  const levels = {
    ...(definitions === undefined || present === count ? {} : { definitions }),
    ...(repetitions === undefined ? {} : { repetitions }),
  };
  if (encoding !== encodings.dictionary && encoding !== encodings.plainDictionary) {
    return { count, ...levels, values: decodeValues(bytes, encoding ?? -1, column, present) };
  }
  if (dictionary === undefined) throw malformed('a page needs a dictionary that is not there', at);
  const width = bytes[0] ?? 0;
  const indices = present === 0 ? new Int32Array(0) : readHybrid(bytes, 1, bytes.length, width, present);
  const most = dictionary.kind === 'bytes' ? dictionary.starts.length : dictionary.values.length;
  for (const index of indices) if (index < 0 || index >= most) throw malformed('a value is not in the dictionary', at);
  return { count, ...levels, values: dictionary, indices };
}

function checked(levels: Int32Array, most: number, at: number): Int32Array {
  for (const level of levels) if (level < 0 || level > most) throw malformed('a level is impossible', at);
  return levels;
}

function countEqual(levels: Int32Array, wanted: number): number {
  let count = 0;
  for (let at = 0; at < levels.length; at += 1) if (levels[at] === wanted) count += 1;
  return count;
}

function countOf(value: number | undefined, most: number, at: number): number {
  if (value === undefined || value < 0 || value > most)
    throw malformed('a page has an impossible number of values', at);
  return value;
}

function widthOf(most: number): number {
  return 32 - Math.clz32(most);
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}

const pageTypes = { data: 0, dictionary: 2, dataV2: 3 } as const;
