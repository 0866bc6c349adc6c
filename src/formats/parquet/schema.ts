// The columns of a Parquet file: leaves of its schema, and what their values mean.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { ThriftStruct } from './thrift.ts';

/** How values are stored. */
export type PhysicalType = 'boolean' | 'int32' | 'int64' | 'int96' | 'float' | 'double' | 'bytes' | 'fixed';

/** What a value means. Times are given in the unit of the file. */
export type LogicalType =
  | { readonly kind: 'number'; readonly isUnsigned: boolean }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'boolean' | 'text' | 'binary' | 'uuid' | 'float16' }
  /** A day (864e5 ms), a point in time or a time of day: a count of units, of which there are so many in a millisecond. */
  | { readonly kind: 'time'; readonly unitMs: number; readonly perMs: number };

export interface ParquetColumn {
  /** Names from the outermost to the leaf, joined with points. */
  readonly name: string;
  readonly physical: PhysicalType;
  /** Bytes of a `fixed` value. */
  readonly width: number;
  readonly logical: LogicalType;
  readonly maxDefinition: number;
  /** Above 0: a row has a list of values. */
  readonly maxRepetition: number;
}

/** @throws {FormatError} FORMAT_MALFORMED, FORMAT_LIMIT, FORMAT_UNSUPPORTED */
export function parquetColumns(elements: readonly ThriftStruct[]): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let at = 1;
  const visit = (count: number, path: readonly string[], definition: number, repetition: number): void => {
    if (path.length > deepest) throw new FormatError('FORMAT_LIMIT', 'columns are nested too deep');
    for (let child = 0; child < count; child += 1) {
      const element = elements[at];
      at += 1;
      if (element === undefined) throw new FormatError('FORMAT_MALFORMED', 'the schema has fewer columns than it says');
      const repeated = element.number(3) ?? 0;
      const steps = [...path, element.text(4) ?? ''];
      const below = element.number(5) ?? 0;
      const maxDefinition = definition + (repeated === 0 ? 0 : 1);
      const maxRepetition = repetition + (repeated === 2 ? 1 : 0);
      if (below > 0) visit(below, steps, maxDefinition, maxRepetition);
      else columns.push(columnOf(element, steps.join('.'), maxDefinition, maxRepetition));
      if (columns.length > limits.tableColumns.value) {
        throw new FormatError('FORMAT_LIMIT', 'the table has too many columns', { limit: 'tableColumns' });
      }
    }
  };
  visit(elements[0]?.number(5) ?? 0, [], 0, 0);
  if (at < elements.length) throw new FormatError('FORMAT_MALFORMED', 'the schema has columns that belong to none');
  return columns;
}

function columnOf(element: ThriftStruct, name: string, maxDefinition: number, maxRepetition: number): ParquetColumn {
  const physical = physicalTypes[element.number(1) ?? -1];
  if (physical === undefined) throw new FormatError('FORMAT_MALFORMED', 'a column has no known type');
  const width = element.number(2) ?? 0;
  if (physical === 'fixed' && (width < 1 || width > limits.rowBytes.value)) {
    throw new FormatError('FORMAT_MALFORMED', 'a column of values of fixed length has no length');
  }
  return { name, physical, width, logical: logicalOf(element, physical), maxDefinition, maxRepetition };
}

/** The logical type where there is one, else the converted type of older files. */
function logicalOf(element: ThriftStruct, physical: PhysicalType): LogicalType {
  const logical = element.struct(10);
  const converted = element.number(6);
  if (physical === 'boolean') return { kind: 'boolean' };
  if (physical === 'int96') return { kind: 'time', unitMs: 1, perMs: 1e6 };
  if (logical?.has(5) || converted === 5) {
    return { kind: 'decimal', scale: scaleOf(logical?.struct(5)?.number(1) ?? element.number(7) ?? 0) };
  }
  if (physical === 'float' || physical === 'double') return { kind: 'number', isUnsigned: false };
  if (physical === 'bytes' || physical === 'fixed') return bytesOf(logical, converted, physical);
  if (logical?.has(6) || converted === 6) return { kind: 'time', unitMs: 86_400_000, perMs: 1 };
  const perMs = unitOf(logical, converted);
  if (perMs !== undefined) return { kind: 'time', unitMs: 1, perMs };
  const isUnsigned =
    logical?.struct(10)?.flag(2) === false || (converted !== undefined && converted >= 11 && converted <= 14);
  return { kind: 'number', isUnsigned };
}

function bytesOf(
  logical: ThriftStruct | undefined,
  converted: number | undefined,
  physical: PhysicalType,
): LogicalType {
  if (logical?.has(14)) return { kind: 'uuid' };
  if (logical?.has(15)) return { kind: 'float16' };
  const isText = logical?.has(1) || logical?.has(4) || logical?.has(12) || [0, 4, 19].includes(converted ?? -1);
  return { kind: isText && physical === 'bytes' ? 'text' : 'binary' };
}

function unitOf(logical: ThriftStruct | undefined, converted: number | undefined): number | undefined {
  const unit = (logical?.struct(8) ?? logical?.struct(7))?.struct(2);
  if (unit !== undefined) return unit.has(3) ? 1e6 : unit.has(2) ? 1e3 : 1;
  if (converted === 7 || converted === 9) return 1;
  return converted === 8 || converted === 10 ? 1e3 : undefined;
}

function scaleOf(scale: number): number {
  if (scale < 0 || scale > 76) throw new FormatError('FORMAT_MALFORMED', 'a decimal has an impossible scale');
  return scale;
}

const physicalTypes: readonly PhysicalType[] = [
  'boolean',
  'int32',
  'int64',
  'int96',
  'float',
  'double',
  'bytes',
  'fixed',
];
const deepest = 64;
