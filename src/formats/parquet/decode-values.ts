// The values of one page, without nulls. Source: apache/parquet-format, Encodings.md.
import { FormatError } from '#core/errors';
import { readDeltas, readHybrid } from './bit-runs.ts';
import { type ByteValues, deltaBytes, deltaLengths } from './delta-texts.ts';
import type { ParquetColumn, PhysicalType } from './schema.ts';

type NumberArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** Values of one physical type, in order. */
export type PhysicalValues =
  | { readonly kind: 'numbers'; readonly values: NumberArray }
  | { readonly kind: 'integers'; readonly values: BigInt64Array }
  | ByteValues;

/**
 * @param encoding - `Encoding` of parquet.thrift, other than those of dictionaries
 * @param count - values; the caller has checked it against a limit
 * @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED, FORMAT_LIMIT, FORMAT_UNSUPPORTED
 */
export function decodeValues(
  bytes: Uint8Array,
  encoding: number,
  column: ParquetColumn,
  count: number,
): PhysicalValues {
  const { physical } = column;
  switch (encoding) {
    case encodings.plain:
      return plain(bytes, column, count);
    case encodings.rle:
      if (physical !== 'boolean') break;
      // The length of the runs stands before them.
      return { kind: 'numbers', values: Uint8Array.from(readHybrid(bytes, 4, bytes.length, 1, count)) };
    case encodings.delta:
      return deltas(bytes, physical, count);
    case encodings.deltaLength:
      return deltaLengths(bytes, count);
    case encodings.deltaBytes:
      return fixedOr(column, deltaBytes(bytes, count));
    case encodings.byteStreamSplit:
      return plain(unsplit(bytes, widthOf(column), count), column, count);
  }
  throw new FormatError(
    'FORMAT_UNSUPPORTED',
    `values are encoded in a way that is not read (${encoding}, ${physical})`,
  );
}

function plain(bytes: Uint8Array, column: ParquetColumn, count: number): PhysicalValues {
  const { physical } = column;
  if (physical === 'bytes') return plainBytes(bytes, count);
  const needed = physical === 'boolean' ? Math.ceil(count / 8) : count * widthOf(column);
  if (needed > bytes.length) throw truncated();
  // A copy begins at a multiple of eight, as typed arrays want it.
  const memory = new Uint8Array(bytes.subarray(0, needed)).buffer;
  switch (physical) {
    case 'boolean':
      return {
        kind: 'numbers',
        values: Uint8Array.from({ length: count }, (_, at) => ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1),
      };
    case 'int32':
      return { kind: 'numbers', values: new Int32Array(memory) };
    case 'float':
      return { kind: 'numbers', values: new Float32Array(memory) };
    case 'double':
      return { kind: 'numbers', values: new Float64Array(memory) };
    case 'int64':
      return { kind: 'integers', values: new BigInt64Array(memory) };
    case 'int96':
      return { kind: 'integers', values: nanoseconds(new DataView(memory), count) };
    case 'fixed': {
      const { width } = column;
      const starts = Uint32Array.from({ length: count }, (_, at) => at * width);
      return { kind: 'bytes', bytes, starts, ends: starts.map((start) => start + width) };
    }
  }
}

/** Days of the Julian calendar and nanoseconds of the day, as Impala and old Spark wrote times. */
function nanoseconds(view: DataView, count: number): BigInt64Array {
  const values = new BigInt64Array(count);
  for (let at = 0; at < count; at += 1) {
    const days = BigInt(view.getInt32(at * 12 + 8, true)) - 2_440_588n;
    values[at] = days * 86_400_000_000_000n + view.getBigInt64(at * 12, true);
  }
  return values;
}

function plainBytes(bytes: Uint8Array, count: number): PhysicalValues {
  if (count * 4 > bytes.length) throw truncated();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let at = 0;
  for (let value = 0; value < count; value += 1) {
    if (at + 4 > bytes.length) throw truncated();
    const length = view.getUint32(at, true);
    at += 4;
    if (length > bytes.length - at) throw truncated();
    starts[value] = at;
    at += length;
    ends[value] = at;
  }
  return { kind: 'bytes', bytes, starts, ends };
}

function deltas(bytes: Uint8Array, physical: PhysicalType, count: number): PhysicalValues {
  const { values } = readDeltas(bytes, 0, count);
  if (values.length !== count) throw truncated();
  if (physical === 'int64') return { kind: 'integers', values };
  if (physical !== 'int32') throw malformed();
  return { kind: 'numbers', values: Int32Array.from(values, (value) => Number(BigInt.asIntN(32, value))) };
}

function fixedOr(column: ParquetColumn, values: ByteValues): PhysicalValues {
  if (column.physical !== 'fixed') return values;
  if (values.starts.some((start, at) => (values.ends[at] ?? 0) - start !== column.width)) throw malformed();
  return values;
}

/** First all first bytes, then all second bytes, and so on. */
function unsplit(bytes: Uint8Array, width: number, count: number): Uint8Array {
  if (count * width > bytes.length) throw truncated();
  const output = new Uint8Array(count * width);
  for (let byte = 0; byte < width; byte += 1) {
    for (let value = 0; value < count; value += 1) output[value * width + byte] = bytes[byte * count + value] ?? 0;
  }
  return output;
}

function widthOf({ physical, width }: ParquetColumn): number {
  const fixed = widths[physical] ?? width;
  if (fixed > 0) return fixed;
  throw malformed();
}

function truncated(): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the values of a page end early');
}

function malformed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the values of a page do not fit the type of the column');
}

const widths: Partial<Record<PhysicalType, number>> = { int32: 4, float: 4, int64: 8, double: 8, int96: 12 };
export const encodings = {
  plain: 0,
  plainDictionary: 2,
  rle: 3,
  delta: 5,
  deltaLength: 6,
  deltaBytes: 7,
  dictionary: 8,
  byteStreamSplit: 9,
} as const;
