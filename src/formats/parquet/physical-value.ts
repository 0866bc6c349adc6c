// Numbers that are stored as bytes.
import type { PhysicalValues } from './decode-values.ts';

/** The integer behind a decimal: big-endian two's complement where it is stored as bytes. */
export function integerOf(values: PhysicalValues, index: number): bigint {
  if (values.kind === 'integers') return values.values[index] ?? 0n;
  if (values.kind === 'numbers') return BigInt(Math.trunc(values.values[index] ?? 0));
  const bytes = values.bytes.subarray(values.starts[index], values.ends[index]);
  if (bytes.length === 0) return 0n;
  const value = BigInt(`0x${Buffer.from(bytes.subarray(0, mostDecimalBytes)).toString('hex')}`);
  return BigInt.asIntN(8 * Math.min(bytes.length, mostDecimalBytes), value);
}

/** integer * 10^-scale, every digit. */
export function decimalText(integer: bigint, scale: number): string {
  if (scale === 0) return String(integer);
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0');
  return `${integer < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** IEEE 754 binary16, little-endian. */
export function halfPrecision(bytes: Uint8Array, at: number): number {
  const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  const sign = word >= 0x8000 ? -1 : 1;
  const exponent = (word >> 10) & 31;
  const fraction = word & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** 2^1024 and more is no number of binary64; decimals have at most 32 bytes. */
const mostDecimalBytes = 64;
