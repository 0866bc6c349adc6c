// One record of the central directory, with zip64 values in place. @source APPNOTE 4.3.12, 4.5.3
import type { ByteReader } from '#core/byte-reader';
import { type ExtraFields, parseExtraFields } from './extra-field.ts';
import { u64 } from './little-endian.ts';
import { sizes } from './records.ts';

/** What both headers of a member say about it. */
export interface MemberHeader {
  /** Offset of the header in the file. */
  readonly at: number;
  /** Offset after the header. */
  readonly end: number;
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly extra: ExtraFields;
}

export interface ZipEntry extends MemberHeader {
  /** Number of the record in its directory. */
  readonly index: number;
  /** As declared. */
  readonly headerOffset: number;
  /** Unix file mode when the record has one, else 0. */
  readonly unixMode: number;
  readonly comment: Uint8Array;
}

/**
 * The record at the reader's position, signature included.
 * @throws {FormatError} FORMAT_TRUNCATED when it does not fit in the file
 */
export function parseEntry(reader: ByteReader, index: number): ZipEntry {
  const at = reader.position;
  reader.skip(4);
  const madeBy = reader.u16();
  reader.skip(2);
  const flags = reader.u16();
  const method = reader.u16();
  reader.skip(4);
  const crc = reader.u32();
  const short = { compressedSize: reader.u32(), size: reader.u32() };
  const lengths = { name: reader.u16(), extra: reader.u16(), comment: reader.u16() };
  reader.skip(4);
  const attributes = reader.u32();
  const offset = reader.u32();
  const nameBytes = reader.bytes(lengths.name);
  const extra = parseExtraFields(reader.bytes(lengths.extra));
  const comment = reader.bytes(lengths.comment);
  const long = zip64Values(extra);
  const size = long(short.size);
  const compressedSize = long(short.compressedSize);
  const headerOffset = long(offset);
  const unixMode = isUnix(madeBy >> 8) ? attributes >>> 16 : 0;
  const end = at + sizes.centralHeader + lengths.name + lengths.extra + lengths.comment;
  const fields = { at, end, nameBytes, flags, method, crc, compressedSize, size, extra };
  return { ...fields, index, headerOffset, unixMode, comment };
}

/**
 * Replaces values that are full in a header by those of its zip64 field, which stand there in header order. The result
 * is to be called once per value: size, compressed size, offset.
 */
export function zip64Values(extra: ExtraFields): (value: number) => number {
  const field = extra.fields.find(({ id }) => id === 1)?.bytes;
  let at = 0;
  return (value) => {
    if (value !== 0xffffffff || field === undefined || at + 8 > field.length) return value;
    at += 8;
    return u64(field, at - 8);
  };
}

/** 3 is Unix, 19 macOS. */
function isUnix(host: number): boolean {
  return host === 3 || host === 19;
}
