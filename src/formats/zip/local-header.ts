// The header in front of a member's data. @source APPNOTE 4.3.7
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import { type MemberHeader, zip64Values } from './entry.ts';
import { parseExtraFields } from './extra-field.ts';
import { u16, u32 } from './little-endian.ts';
import { signatures, sizes } from './records.ts';

/** The local header at `at`; undefined when there is none or it does not fit in the file. */
export function parseLocalHeader(source: ByteSource, at: number): MemberHeader | undefined {
  if (!Number.isSafeInteger(at) || at < 0 || at + sizes.localHeader > source.size) return undefined;
  const fixed = source.read(at, sizes.localHeader);
  if (u32(fixed, 0) !== signatures.localHeader) return undefined;
  const nameEnd = sizes.localHeader + u16(fixed, 26);
  const end = at + nameEnd + u16(fixed, 28);
  if (end > source.size) return undefined;
  const bytes = source.read(at, end - at);
  const extra = parseExtraFields(bytes.subarray(nameEnd));
  const long = zip64Values(extra);
  const size = long(u32(bytes, 22));
  const compressedSize = long(u32(bytes, 18));
  const rawName = latin1(bytes, sizes.localHeader, nameEnd);
  const fields = { flags: u16(bytes, 6), method: u16(bytes, 8), crc: u32(bytes, 14) };
  return { at, end, rawName, ...fields, compressedSize, size, extra };
}
