// The record after a member's data that repeats CRC and sizes, with or without signature, with 4 or 8 byte sizes.
// @source APPNOTE 4.3.9
import type { ByteSource } from '#core/byte-source';
import { quote } from '#core/quote';
import type { Oddity } from '../views/oddity.ts';
import type { MemberHeader, ZipEntry } from './entry.ts';
import { u32, u64 } from './little-endian.ts';
import { decodeRawName } from './member-name.ts';
import { flagBits, signatures } from './records.ts';

export interface Descriptor {
  /** Bytes it takes; 0 when there is none. */
  readonly length: number;
  readonly oddities: readonly Oddity[];
}

/** What stands at `at`, right after the data of a member whose flags announce a descriptor. */
export function readDescriptor(file: ByteSource, at: number, entry: ZipEntry, local: MemberHeader): Descriptor {
  if (((entry.flags | local.flags) & flagBits.dataDescriptor) === 0) return { length: 0, oddities: [] };
  const bytes = file.read(at, 24).slice();
  const signed = u32(bytes, 0) === signatures.dataDescriptor;
  for (const start of signed ? [4, 0] : [0]) {
    const fits = lengthAt(bytes, start, entry);
    if (fits > 0) return { length: start + fits, oddities: [] };
  }
  if (!signed) return { length: 0, oddities: [] };
  const message =
    `the data descriptor of ${quote(decodeRawName(entry.rawName))} contradicts the directory: Python and torch go by the ` +
    'directory, streaming readers by the descriptor';
  const where = { offset: at, element: 'data descriptor' };
  return { length: Math.min(16, bytes.length), oddities: [{ kind: 'two-readings', message, where }] };
}

/** Bytes of a descriptor without signature that agrees with the directory: 20 or 12; 0 when none does. */
function lengthAt(bytes: Uint8Array, start: number, entry: ZipEntry): number {
  if (u32(bytes, start) !== entry.crc) return 0;
  const long = u64(bytes, start + 4) === entry.compressedSize && u64(bytes, start + 12) === entry.size;
  if (long && bytes.length >= start + 20) return 20;
  const short = u32(bytes, start + 4) === entry.compressedSize && u32(bytes, start + 8) === entry.size;
  return short && bytes.length >= start + 12 ? 12 : 0;
}
