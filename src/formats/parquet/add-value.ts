// From what a file stores to the cell that it means.
import type { ValueCells } from '../tables/value-cells.ts';
import type { PhysicalValues } from './decode-values.ts';
import { decimalText, halfPrecision, integerOf } from './physical-value.ts';
import type { LogicalType } from './schema.ts';

type TimeType = LogicalType & { readonly kind: 'time' };

/** Adds value `index` of a page to a column of cells. */
export type AddValue = (cells: ValueCells, values: PhysicalValues, index: number) => void;

/** How the numbers of a column are written as text. */
export function writtenAs(logical: LogicalType): (value: number) => string {
  return logical.kind === 'time' ? isoTime : String;
}

/** Undefined for columns of bytes that are no text: they are no features. */
export function adderOf(logical: LogicalType): AddValue | undefined {
  switch (logical.kind) {
    case 'boolean':
      return (cells, values, index) =>
        cells.addWord(values.kind !== 'bytes' && values.values[index] === 1 ? 'true' : 'false');
    case 'text':
      return (cells, values, index) => {
        if (values.kind === 'bytes') cells.addUtf8(values.bytes.subarray(values.starts[index], values.ends[index]));
      };
    case 'number':
      return logical.isUnsigned ? addUnsigned : addNumber;
    case 'time':
      return (cells, values, index) => cells.addNumber(milliseconds(values, index, logical));
    case 'decimal':
      return (cells, values, index) => {
        const text = decimalText(integerOf(values, index), logical.scale);
        cells.addWritten(Number(text), text);
      };
    case 'float16':
      return (cells, values, index) => {
        if (values.kind === 'bytes') cells.addNumber(halfPrecision(values.bytes, values.starts[index] ?? 0));
      };
    case 'uuid':
      return (cells, values, index) => {
        if (values.kind !== 'bytes') return;
        cells.addWord(Buffer.from(values.bytes.subarray(values.starts[index], values.ends[index])).toString('hex'));
      };
    case 'binary':
      return undefined;
  }
}

function addNumber(cells: ValueCells, values: PhysicalValues, index: number): void {
  if (values.kind === 'numbers') cells.addNumber(values.values[index] ?? Number.NaN);
  else if (values.kind === 'integers') addInteger(cells, values.values[index] ?? 0n);
}

function addUnsigned(cells: ValueCells, values: PhysicalValues, index: number): void {
  if (values.kind === 'numbers') cells.addNumber((values.values[index] ?? 0) >>> 0);
  else if (values.kind === 'integers') addInteger(cells, BigInt.asUintN(64, values.values[index] ?? 0n));
}

function addInteger(cells: ValueCells, value: bigint): void {
  const number = Number(value);
  if (Number.isSafeInteger(number)) cells.addNumber(number);
  else cells.addWritten(number, String(value));
}

/** Counts of nanoseconds are not exact in binary64, their milliseconds are. */
function milliseconds(values: PhysicalValues, index: number, { unitMs, perMs }: TimeType): number {
  if (values.kind === 'numbers') return ((values.values[index] ?? Number.NaN) * unitMs) / perMs;
  if (values.kind === 'bytes') return Number.NaN;
  const count = values.values[index] ?? 0n;
  const whole = count / BigInt(perMs);
  return Number(whole) * unitMs + Number(count - whole * BigInt(perMs)) / perMs;
}

function isoTime(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : String(ms);
}
