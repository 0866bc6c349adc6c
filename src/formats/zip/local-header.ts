// The header in front of a member's data. @source APPNOTE 4.3.7
import type { ByteSource } from '#core/byte-source';
import { type MemberHeader, zip64Values } from './entry.ts';
import { parseExtraFields } from './extra-field.ts';
import { u16, u32 } from './little-endian.ts';
import { signatures, sizes } from './records.ts';

/** The local header at `at`; undefined when there is none or it does not fit in the file. */
export function parseLocalHeader(source: ByteSource, at: number): MemberHeader | undefined {
  if (!Number.isSafeInteger(at) || at < 0 || at + sizes.localHeader > source.size) return undefined;
  const fixed = source.read(at, sizes.localHeader).slice();
  if (u32(fixed, 0) !== signatures.localHeader) return undefined;
  const nameLength = u16(fixed, 26);
  const variable = source.read(at + sizes.localHeader, nameLength + u16(fixed, 28)).slice();
  const end = at + sizes.localHeader + nameLength + u16(fixed, 28);
  if (end > source.size) return undefined;
  const extra = parseExtraFields(variable.subarray(nameLength));
  const long = zip64Values(extra);
  const size = long(u32(fixed, 22));
  const compressedSize = long(u32(fixed, 18));
  const nameBytes = variable.subarray(0, nameLength);
  const header = { at, end, nameBytes, flags: u16(fixed, 6), method: u16(fixed, 8), crc: u32(fixed, 14) };
  return { ...header, compressedSize, size, extra };
}
