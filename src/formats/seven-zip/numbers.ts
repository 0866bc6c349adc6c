// Numbers, bit lists and digests as 7z headers write them.
import type { ByteReader } from '#core/byte-reader';
import { FormatError } from '#core/errors';

/** 1 to 9 bytes: the leading one bits of the first say how many follow. @throws {FormatError} when over 2^53-1 */
export function readNumber(reader: ByteReader): number {
  const first = reader.u8();
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const mask = 0x80 >> i;
    if ((first & mask) === 0) {
      value += (first & (mask - 1)) * 2 ** (8 * i);
      break;
    }
    value += reader.u8() * 2 ** (8 * i);
  }
  if (Number.isSafeInteger(value)) return value;
  throw new FormatError('FORMAT_MALFORMED', 'a number of the 7z header is out of range', { offset: reader.position });
}

/** `count` bits, highest first. */
export function readBits(reader: ByteReader, count: number): boolean[] {
  reader.assertCount(Math.ceil(count / 8), 1);
  reader.budget.spend(count, reader.position);
  const bits: boolean[] = [];
  let byte = 0;
  for (let i = 0; i < count; i++) {
    if (i % 8 === 0) byte = reader.u8();
    bits.push((byte & (0x80 >> (i % 8))) !== 0);
  }
  return bits;
}

/** A CRC-32 for each of `count` things, absent for those that have none. */
export function readDigests(reader: ByteReader, count: number): readonly (number | undefined)[] {
  const all = reader.u8() !== 0;
  if (all) reader.assertCount(count, 4);
  const defined = all ? Array.from({ length: count }, () => true) : readBits(reader, count);
  return defined.map((has) => (has ? reader.u32() : undefined));
}
