// Run-length and bit-packed integers, and packed differences. Source: apache/parquet-format, Encodings.md (RLE, DELTA_BINARY_PACKED).
import { FormatError } from '#core/errors';

/**
 * Reads `count` integers of `width` bits, 0..32, of the hybrid encoding.
 * @returns the integers, and where the reading stopped
 * @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED
 */
export function readHybrid(bytes: Uint8Array, from: number, to: number, width: number, count: number): Int32Array {
  const values = new Int32Array(count);
  if (width === 0) return values;
  if (width > 32) throw malformed();
  const valueBytes = Math.ceil(width / 8);
  let at = from;
  let filled = 0;
  while (filled < count) {
    const [head, next] = readVarint(bytes, at, to);
    at = next;
    if (head % 2 === 0) {
      if (at + valueBytes > to) throw truncated();
      let value = 0;
      for (let byte = 0; byte < valueBytes; byte += 1) value |= (bytes[at + byte] ?? 0) << (8 * byte);
      at += valueBytes;
      const run = head / 2;
      if (run === 0) throw malformed();
      const end = Math.min(count, filled + run);
      values.fill(value, filled, end);
      filled = end;
    } else {
      const groups = (head - 1) / 2;
      if (groups === 0) throw malformed();
      const end = Math.min(count, filled + groups * 8);
      // The last run may be cut after the bytes of its last value.
      if (at + Math.ceil(((end - filled) * width) / 8) > to) throw truncated();
      unpack(bytes, at, width, values, filled, end);
      at += groups * width;
      filled = end;
    }
  }
  return values;
}

/** Integers side by side, the lowest bits first. */
function unpack(bytes: Uint8Array, from: number, width: number, values: Int32Array, start: number, end: number): void {
  let at = from;
  let held = 0;
  let bits = 0;
  const mask = width === 32 ? 0xffffffff : 2 ** width - 1;
  if (width <= 24) {
    for (let index = start; index < end; index += 1) {
      while (bits < width) {
        held |= (bytes[at] ?? 0) << bits;
        at += 1;
        bits += 8;
      }
      values[index] = held & mask;
      held >>>= width;
      bits -= width;
    }
    return;
  }
  for (let index = start; index < end; index += 1) {
    while (bits < width) {
      held += (bytes[at] ?? 0) * 2 ** bits;
      at += 1;
      bits += 8;
    }
    const value = held % 2 ** width;
    values[index] = value | 0;
    held = (held - value) / 2 ** width;
    bits -= width;
  }
}

/**
 * DELTA_BINARY_PACKED, modulo 2^64.
 * @param most - values that there may be at most
 * @returns the values and the index after them
 * @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED
 */
export function readDeltas(
  bytes: Uint8Array,
  from: number,
  most: number,
): { readonly values: BigInt64Array; readonly end: number } {
  const to = bytes.length;
  const [blockSize, second] = readVarint(bytes, from, to);
  const [miniblocks, third] = readVarint(bytes, second, to);
  const [count, fourth] = readVarint(bytes, third, to);
  const perMiniblock = blockSize / miniblocks;
  if (count > most || miniblocks === 0 || miniblocks > to || perMiniblock % 8 !== 0 || perMiniblock === 0)
    throw malformed();
  const values = new BigInt64Array(count);
  let [value, at] = readZigzag64(bytes, fourth, to);
  if (count > 0) values[0] = value;
  for (let filled = 1; filled < count; ) {
    const [least, widths] = readZigzag64(bytes, at, to);
    at = widths + miniblocks;
    if (at > to) throw truncated();
    for (let miniblock = 0; miniblock < miniblocks && filled < count; miniblock += 1) {
      const width = bytes[widths + miniblock] ?? 0;
      const end = Math.min(count, filled + perMiniblock);
      if (width > 64) throw malformed();
      if (at + Math.ceil(((end - filled) * width) / 8) > to) throw truncated();
      let bit = at * 8;
      for (; filled < end; filled += 1) {
        value = BigInt.asIntN(64, value + least + (width === 0 ? 0n : readBits(bytes, bit, width)));
        values[filled] = value;
        bit += width;
      }
      at += (perMiniblock * width) / 8;
    }
  }
  return { values, end: Math.min(at, to) };
}

function readBits(bytes: Uint8Array, bit: number, width: number): bigint {
  if (width <= 32) return BigInt(readSmall(bytes, bit, width));
  return BigInt(readSmall(bytes, bit, 32)) | (BigInt(readSmall(bytes, bit + 32, width - 32)) << 32n);
}

/** @param width - 1..32 */
function readSmall(bytes: Uint8Array, bit: number, width: number): number {
  const at = Math.floor(bit / 8);
  const shift = bit % 8;
  let value = 0;
  for (let byte = 0; byte * 8 < shift + width; byte += 1) value += (bytes[at + byte] ?? 0) * 2 ** (8 * byte);
  return Math.floor(value / 2 ** shift) % 2 ** width;
}

/** Value and the index after it. */
function readVarint(bytes: Uint8Array, from: number, to: number): [number, number] {
  let value = 0;
  for (let at = from; at < to && at < from + 5; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 128 ** (at - from);
    if (byte < 0x80) return [value, at + 1];
  }
  throw from + 5 > to ? truncated() : malformed();
}

function readZigzag64(bytes: Uint8Array, from: number, to: number): [bigint, number] {
  let value = 0n;
  for (let at = from; at < to && at < from + 10; at += 1) {
    const byte = bytes[at] ?? 0;
    value |= BigInt(byte & 0x7f) << BigInt(7 * (at - from));
    if (byte < 0x80) return [BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n)), at + 1];
  }
  throw from + 10 > to ? truncated() : malformed();
}

function truncated(): FormatError {
  return new FormatError('FORMAT_TRUNCATED', 'the values of a page end early');
}

function malformed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'the values of a page are packed in an impossible way');
}
