// The columns of one record batch: which buffers belong to which, and their values from row to row. Source: docs/format/Columnar.rst.
import { FormatError } from '#core/errors';
import type { PhysicalValues } from '../parquet/decode-values.ts';
import type { ArrowBuffer, BatchReader } from './buffers.ts';
import type { ArrowField, ArrowStorage, NumberStorage } from './fields.ts';

/** Which rows are there. */
export interface Validity {
  readonly bits: ArrowBuffer;
  /** Steps of the path that come before it. */
  readonly depth: number;
}

/** A column whose values can be read. */
export interface ArrowColumn {
  /** Names from the outermost field, joined with points. */
  readonly name: string;
  readonly field: ArrowField;
  /** Of the field and of the structures around it, the outermost first; a row is there where all say so. */
  readonly validity: readonly Validity[];
  /** Data; before it the offsets of varying values. */
  readonly buffers: readonly ArrowBuffer[];
}

/** Takes the buffers of one field and all below it. Fields of lists and unions are passed over. @throws {FormatError} */
export function columnsOf(
  field: ArrowField,
  batch: BatchReader,
  path: string,
  outer: readonly Validity[],
  isRead: boolean,
  depth = 0,
): readonly ArrowColumn[] {
  const name = path === '' ? field.name : `${path}.${field.name}`;
  const { length, nulls } = batch.node();
  if (isRead && length !== batch.rows)
    throw new FormatError('FORMAT_MALFORMED', 'a column has not as many values as rows');
  const storage = field.dictionary?.index ?? field.storage;
  if (storage.kind === 'null') return isRead ? [{ name, field, validity: outer, buffers: [] }] : [];
  if (storage.kind === 'views') throw new FormatError('FORMAT_UNSUPPORTED', 'columns of views are not read');
  const hasValidity = storage.kind !== 'nested' || storage.hasValidity;
  const own = hasValidity ? batch.buffer() : undefined;
  const validity = own === undefined || nulls === 0 || own.size === 0 ? outer : [...outer, { bits: own, depth }];
  if (storage.kind !== 'nested') {
    const buffers = Array.from({ length: storage.kind === 'varying' ? 2 : 1 }, () => batch.buffer());
    return isRead ? [{ name, field, validity, buffers }] : [];
  }
  batch.skip(storage.buffers);
  const below = isRead && storage.isStruct;
  return field.children.flatMap((child) => columnsOf(child, batch, name, validity, below, depth + 1));
}

/** Whether rows [from, to) are there: 0, or for rows that are not 1 and how many steps of the path are; undefined when all are. */
export function absence(validity: readonly Validity[], from: number, to: number): Uint8Array | undefined {
  if (validity.length === 0) return undefined;
  const absent = new Uint8Array(to - from);
  for (const { bits, depth } of validity.toReversed()) {
    const present = bitsOf(bits, from, to);
    for (let row = 0; row < absent.length; row += 1) if (present[row] === 0) absent[row] = depth + 1;
  }
  return absent;
}

/** The values of rows [from, to), those of rows that are not there included. @throws {FormatError} */
export function valuesOf(
  storage: ArrowStorage,
  buffers: readonly ArrowBuffer[],
  from: number,
  to: number,
): PhysicalValues {
  const [first, second] = buffers;
  if (storage.kind === 'null' || first === undefined) return { kind: 'numbers', values: new Uint8Array(to - from) };
  if (storage.kind === 'bits') return { kind: 'numbers', values: bitsOf(first, from, to) };
  if (storage.kind === 'varying' && second !== undefined) return textsOf(first, second, storage.offsetBytes, from, to);
  if (storage.kind !== 'fixed') throw new FormatError('FORMAT_UNSUPPORTED', 'a column has no values of its own');
  const bytes = first.read(from * storage.width, to * storage.width);
  if (storage.number !== undefined) return numbersOf(bytes, storage.number);
  const starts = Uint32Array.from({ length: to - from }, (_, row) => row * storage.width);
  // Whole numbers of many bytes are read from their highest.
  if (storage.isReversed) for (const start of starts) bytes.subarray(start, start + storage.width).reverse();
  return { kind: 'bytes', bytes, starts, ends: starts.map((start) => start + storage.width) };
}

function numbersOf({ buffer }: Uint8Array, number: NumberStorage): PhysicalValues {
  if (number === 'i64') return { kind: 'integers', values: new BigInt64Array(buffer) };
  return { kind: 'numbers', values: views[number](buffer) };
}

function textsOf(
  offsets: ArrowBuffer,
  data: ArrowBuffer,
  offsetBytes: 4 | 8,
  from: number,
  to: number,
): PhysicalValues {
  if (from === to)
    return { kind: 'bytes', bytes: new Uint8Array(0), starts: new Uint32Array(0), ends: new Uint32Array(0) };
  const { buffer } = offsets.read(from * offsetBytes, (to + 1) * offsetBytes);
  const places =
    offsetBytes === 4
      ? Float64Array.from(new Int32Array(buffer))
      : Float64Array.from(new BigInt64Array(buffer), Number);
  const first = places[0] ?? 0;
  for (let row = 1; row < places.length; row += 1) {
    if (!((places[row] ?? -1) >= (places[row - 1] ?? 0))) {
      throw new FormatError('FORMAT_MALFORMED', 'a text ends before it begins');
    }
  }
  const bytes = data.read(first, places.at(-1) ?? first);
  const relative = Uint32Array.from(places, (place) => place - first);
  return { kind: 'bytes', bytes, starts: relative.subarray(0, -1), ends: relative.subarray(1) };
}

function bitsOf(buffer: ArrowBuffer, from: number, to: number): Uint8Array {
  const start = from >> 3;
  const bytes = buffer.read(start, (to + 7) >> 3);
  return Uint8Array.from({ length: to - from }, (_, row) => {
    const bit = from + row - 8 * start;
    return ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1;
  });
}

const views = {
  i8: (memory: ArrayBufferLike) => new Int8Array(memory),
  u8: (memory: ArrayBufferLike) => new Uint8Array(memory),
  i16: (memory: ArrayBufferLike) => new Int16Array(memory),
  u16: (memory: ArrayBufferLike) => new Uint16Array(memory),
  i32: (memory: ArrayBufferLike) => new Int32Array(memory),
  u32: (memory: ArrayBufferLike) => new Uint32Array(memory),
  f32: (memory: ArrayBufferLike) => new Float32Array(memory),
  f64: (memory: ArrayBufferLike) => new Float64Array(memory),
} as const;
