// One record of the central directory, with zip64 values in place. @source APPNOTE 4.3.12, 4.5.3
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import { type ExtraFields, parseExtraFields } from './extra-field.ts';
import { u16, u32, u64 } from './little-endian.ts';
import { signatures, sizes } from './records.ts';

/** What both headers of a member say about it. */
export interface MemberHeader {
  /** Offset of the header in the file. */
  readonly at: number;
  /** Offset after the header. */
  readonly end: number;
  /** One character per byte. */
  readonly rawName: string;
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
}

/** The record at `at`; undefined when there is none or it does not fit before `limit`. */
export function parseEntry(source: ByteSource, at: number, limit: number, index: number): ZipEntry | undefined {
  const end = endOfEntry(source.read(at, sizes.centralHeader), at);
  if (end === undefined || end > limit) return undefined;
  const bytes = source.read(at, end - at);
  const nameEnd = sizes.centralHeader + u16(bytes, 28);
  const extra = parseExtraFields(bytes.subarray(nameEnd, nameEnd + u16(bytes, 30)));
  const long = zip64Values(extra);
  const size = long(u32(bytes, 24));
  const compressedSize = long(u32(bytes, 20));
  return {
    index,
    at,
    end,
    rawName: latin1(bytes, sizes.centralHeader, nameEnd),
    flags: u16(bytes, 8),
    method: u16(bytes, 10),
    crc: u32(bytes, 16),
    compressedSize,
    size,
    extra,
    headerOffset: long(u32(bytes, 42)),
    unixMode: isUnix(bytes[5] ?? 0) ? u16(bytes, 40) : 0,
  };
}

function endOfEntry(fixed: Uint8Array, at: number): number | undefined {
  if (fixed.length < sizes.centralHeader || u32(fixed, 0) !== signatures.centralHeader) return undefined;
  return at + sizes.centralHeader + u16(fixed, 28) + u16(fixed, 30) + u16(fixed, 32);
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
