// The columns of an Arrow table, and how each stands in memory. Source: apache/arrow, format/Schema.fbs and Columnar.rst.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { FlatTable } from '../flatbuffers/flat-buffer.ts';
import type { LogicalType } from '../parquet/schema.ts';

/** How the values of a field stand in the buffers of a batch. */
export type ArrowStorage =
  | { readonly kind: 'null' | 'bits' }
  | { readonly kind: 'fixed'; readonly width: number; readonly number?: NumberStorage; readonly isReversed?: true }
  | { readonly kind: 'varying'; readonly offsetBytes: 4 | 8 }
  /** What a field without values of its own has besides validity: buffers that are passed over, and children. */
  | { readonly kind: 'nested'; readonly isStruct: boolean; readonly hasValidity: boolean; readonly buffers: number }
  | { readonly kind: 'views' };

export type NumberStorage = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'f32' | 'f64';

export interface ArrowField {
  readonly name: string;
  readonly storage: ArrowStorage;
  readonly logical: LogicalType;
  readonly children: readonly ArrowField[];
  /** The field is indices into this dictionary; `storage` and `logical` are those of the dictionary. */
  readonly dictionary?: { readonly id: number; readonly index: ArrowStorage };
}

/** @throws {FormatError} FORMAT_MALFORMED, FORMAT_UNSUPPORTED, FORMAT_LIMIT */
export function arrowFields(schema: FlatTable): readonly ArrowField[] {
  if (schema.u8(0) !== 0) throw new FormatError('FORMAT_UNSUPPORTED', 'the numbers of the table are big-endian');
  const counter = { fields: 0 };
  return [...schema.tables(1)].map((field) => fieldOf(field, counter, 0));
}

function fieldOf(field: FlatTable, counter: { fields: number }, depth: number): ArrowField {
  counter.fields += 1;
  if (counter.fields > limits.tableColumns.value || depth > deepest) {
    throw new FormatError('FORMAT_LIMIT', 'the table has too many columns', { limit: 'tableColumns' });
  }
  const name = field.text(0) ?? '';
  const { storage, logical } = typeOf(field.u8(2), field.table(3));
  const children = [...field.tables(5)].map((child) => fieldOf(child, counter, depth + 1));
  const encoding = field.table(4);
  if (encoding === undefined) return { name, storage, logical, children };
  const type = encoding.table(1);
  const index = type === undefined ? integer(32, true) : integer(type.i32(0), type.u8(1) !== 0);
  return { name, storage, logical, children, dictionary: { id: encoding.u64(0), index } };
}

interface ArrowType {
  readonly storage: ArrowStorage;
  readonly logical: LogicalType;
}

/** @param kind - the number in the union `Type` */
function typeOf(kind: number, type: FlatTable | undefined): ArrowType {
  const plain = plainTypes[kind];
  if (plain !== undefined) return plain;
  switch (kind) {
    case types.int: {
      const isSigned = type?.u8(1) !== 0;
      return { storage: integer(type?.i32(0) ?? 0, isSigned), logical: { kind: 'number', isUnsigned: !isSigned } };
    }
    case types.float:
      return floating(type?.u8(0) ?? 0);
    case types.decimal: {
      const width = (type?.i32(2, 128) ?? 128) / 8;
      if (![4, 8, 16, 32].includes(width)) break;
      const scale = type?.i32(1) ?? 0;
      if (scale < 0 || scale > 76) break;
      return { storage: { kind: 'fixed', width, isReversed: true }, logical: { kind: 'decimal', scale } };
    }
    case types.date:
      return type?.u8(0, 1) === 0 ? time('i32', 86_400_000, 1) : time('i64', 1, 1);
    case types.time:
      return time(type?.i32(1, 32) === 64 ? 'i64' : 'i32', ...(units[type?.u8(0, 1) ?? 1] ?? [1, 1]));
    case types.timestamp:
    case types.duration:
      return time('i64', ...(units[type?.u8(0, kind === types.duration ? 1 : 0) ?? 0] ?? [1, 1]));
    case types.fixedBinary: {
      const width = type?.i32(0) ?? 0;
      if (width < 0 || width > limits.rowBytes.value) break;
      return { storage: { kind: 'fixed', width }, logical: binary };
    }
    case types.union:
      return nested(type?.u8(0) === 0 ? 1 : 2, false);
  }
  throw new FormatError('FORMAT_UNSUPPORTED', `a column has a type that is not read (${kind})`);
}

function integer(bits: number, isSigned: boolean): ArrowStorage {
  const number = (isSigned ? signed : unsigned)[bits];
  if (number !== undefined) return { kind: 'fixed', width: bits / 8, number };
  throw new FormatError('FORMAT_MALFORMED', 'a column has whole numbers of an impossible width');
}

function floating(precision: number): ArrowType {
  if (precision === 0) return { storage: { kind: 'fixed', width: 2 }, logical: { kind: 'float16' } };
  const number = precision === 1 ? 'f32' : 'f64';
  return {
    storage: { kind: 'fixed', width: number === 'f32' ? 4 : 8, number },
    logical: { kind: 'number', isUnsigned: false },
  };
}

function time(number: 'i32' | 'i64', unitMs: number, perMs: number): ArrowType {
  return {
    storage: { kind: 'fixed', width: number === 'i32' ? 4 : 8, number },
    logical: { kind: 'time', unitMs, perMs },
  };
}

function nested(buffers: number, hasValidity = true, isStruct = false): ArrowType {
  return { storage: { kind: 'nested', isStruct, hasValidity, buffers }, logical: binary };
}

const binary: LogicalType = { kind: 'binary' };
const text: LogicalType = { kind: 'text' };
const types = {
  int: 2,
  float: 3,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  union: 14,
  fixedBinary: 15,
  duration: 18,
} as const;
/** By their number in the union; those that need no more to be known. */
const plainTypes: Readonly<Record<number, ArrowType>> = {
  1: { storage: { kind: 'null' }, logical: text },
  4: { storage: { kind: 'varying', offsetBytes: 4 }, logical: binary },
  5: { storage: { kind: 'varying', offsetBytes: 4 }, logical: text },
  6: { storage: { kind: 'bits' }, logical: { kind: 'boolean' } },
  11: { storage: { kind: 'nested', isStruct: false, hasValidity: true, buffers: 1 }, logical: binary },
  12: nested(1),
  13: nested(0, true, true),
  16: nested(0),
  17: nested(1),
  19: { storage: { kind: 'varying', offsetBytes: 8 }, logical: binary },
  20: { storage: { kind: 'varying', offsetBytes: 8 }, logical: text },
  21: nested(1),
  22: nested(0, false),
  23: { storage: { kind: 'views' }, logical: binary },
  24: { storage: { kind: 'views' }, logical: text },
  25: nested(2),
  26: nested(2),
};
const signed: Readonly<Record<number, NumberStorage>> = { 8: 'i8', 16: 'i16', 32: 'i32', 64: 'i64' };
const unsigned: Readonly<Record<number, NumberStorage>> = { 8: 'u8', 16: 'u16', 32: 'u32', 64: 'i64' };
/** Second, milli-, micro-, nanosecond: milliseconds of one, and how many are one. */
const units: readonly (readonly [number, number])[] = [
  [1000, 1],
  [1, 1],
  [1, 1e3],
  [1, 1e6],
];
const deepest = 64;
