// One writing for each value of a typed column, so that types of other widths, dictionaries, encodings and codecs make no difference.
import type { PhysicalValues } from '../../parquet/decode-values.ts';
import { decimalText, halfPrecision, integerOf } from '../../parquet/physical-value.ts';
import type { LogicalType } from '../../parquet/schema.ts';
import { canonicalNumber } from '../canonical-number.ts';

/**
 * What a value is, in one byte, and its content: `n` a number as `canonical-number.ts` writes it, `b` 0 or 1, `t` nanoseconds (of a
 * point in time since 1970, or of the day), `s` text in UTF-8, `x` bytes.
 */
export function canonicalValue(logical: LogicalType, values: PhysicalValues, index: number): Buffer {
  switch (logical.kind) {
    case 'text':
      return bytesOf('s', values, index);
    case 'binary':
    case 'uuid':
      return bytesOf('x', values, index);
    case 'boolean':
      return Buffer.from(values.kind !== 'bytes' && values.values[index] === 1 ? 'b1' : 'b0');
    case 'time':
      return Buffer.from(`t${nanoseconds(integerOf(values, index), logical)}`);
    case 'decimal':
      return Buffer.from(`n${canonicalNumber(decimalText(integerOf(values, index), logical.scale))}`);
    case 'float16':
      return Buffer.from(`n${values.kind === 'bytes' ? halfPrecision(values.bytes, values.starts[index] ?? 0) : 0}`);
    case 'number':
      return Buffer.from(`n${numberText(values, index, logical.isUnsigned)}`);
  }
}

function bytesOf(tag: string, values: PhysicalValues, index: number): Buffer {
  if (values.kind !== 'bytes') return Buffer.from(tag);
  return Buffer.concat([Buffer.from(tag), values.bytes.subarray(values.starts[index], values.ends[index])]);
}

function nanoseconds(count: bigint, { unitMs, perMs }: LogicalType & { readonly kind: 'time' }): bigint {
  return (count * BigInt(unitMs) * 1_000_000n) / BigInt(perMs);
}

function numberText(values: PhysicalValues, index: number, isUnsigned: boolean): string {
  if (values.kind === 'bytes') return '';
  if (values.kind === 'integers') {
    const value = values.values[index] ?? 0n;
    return canonicalNumber(String(isUnsigned ? BigInt.asUintN(64, value) : value));
  }
  const value = values.values[index] ?? 0;
  return canonicalNumber(String(isUnsigned ? value >>> 0 : value));
}
