// Extra fields of a member: a list of (id, length, bytes). @source APPNOTE 4.5 and 4.6; ids in use by tools
import { crc32 } from 'node:zlib';
import { u16, u32 } from './little-endian.ts';

export interface ExtraField {
  readonly id: number;
  readonly bytes: Uint8Array;
}

export interface ExtraFields {
  readonly fields: readonly ExtraField[];
  /** What follows the last whole field, unless it is only zeros (zipalign pads so). */
  readonly rest: Uint8Array | undefined;
}

/** Splits the bytes of an extra area, which it copies. Never fails: what does not fit is `rest`. */
export function parseExtraFields(area: Uint8Array): ExtraFields {
  if (area.length === 0) return noFields;
  const extra = area.slice();
  const fields: ExtraField[] = [];
  let at = 0;
  while (at + 4 <= extra.length) {
    const id = u16(extra, at);
    const end = at + 4 + u16(extra, at + 2);
    if (end > extra.length || (id === 0 && end === at + 4)) break;
    fields.push({ id, bytes: extra.subarray(at + 4, end) });
    at = end;
  }
  const rest = extra.subarray(at);
  return { fields, rest: rest.every((byte) => byte === 0) ? undefined : rest };
}

/**
 * The name in an Info-ZIP Unicode path field (0x7075), if there is one that belongs to `name`: Info-ZIP, 7-Zip and
 * Python from 3.12 on take it instead of the name in the header. @source APPNOTE 4.6.9
 */
export function unicodePath(extra: ExtraFields, rawName: string): string | undefined {
  const field = extra.fields.find(({ id }) => id === 0x7075)?.bytes;
  if (field === undefined || field.length < 5 || field[0] !== 1) return undefined;
  if (u32(field, 1) !== crc32(Buffer.from(rawName, 'latin1'))) return undefined;
  return new TextDecoder().decode(field.subarray(5));
}

/**
 * Bytes in an extra area that no tool in use puts there: what follows the last whole field, and a field of an unknown
 * kind that is neither short nor plain padding.
 */
export function unaccountedExtra(extra: ExtraFields): Uint8Array | undefined {
  if (extra.rest !== undefined) return extra.rest;
  return extra.fields.find(({ id, bytes }) => bytes.length > longestOf(id) && !isFiller(bytes))?.bytes;
}

/** Padding: one byte over and over, after the few bytes in which some tools keep the alignment. */
function isFiller(bytes: Uint8Array): boolean {
  const first = bytes[2];
  for (let at = 3; at < bytes.length; at += 1) if (bytes[at] !== first) return false;
  return true;
}

function longestOf(id: number): number {
  return knownIds.has(id) ? 1024 : 64;
}

const noFields: ExtraFields = { fields: [], rest: undefined };

// APPNOTE 4.5.2 and 4.6.1 (up to 0x9901), then what is seen in real files: Java 0xcafe, Open Packaging growth hint 0xa220,
// Apache Commons 0xa11e and Android 0xd935 alignment, torch padding 0x4246, macOS 0x07c8, 0x334d and Info-ZIP unix kinds.
const knownIds: ReadonlySet<number> = new Set([
  0x0001, 0x0007, 0x0008, 0x0009, 0x000a, 0x000c, 0x000d, 0x000e, 0x000f, 0x0014, 0x0015, 0x0016, 0x0017, 0x0018,
  0x0019, 0x0020, 0x0021, 0x0022, 0x0023, 0x0065, 0x0066, 0x07c8, 0x2605, 0x2705, 0x2805, 0x334d, 0x4246, 0x4341,
  0x4453, 0x4690, 0x4704, 0x470f, 0x4b46, 0x4c41, 0x4d49, 0x4d63, 0x4f4c, 0x5356, 0x5455, 0x554e, 0x5855, 0x6375,
  0x6542, 0x6854, 0x7075, 0x7441, 0x756e, 0x7855, 0x7875, 0x9901, 0xa11e, 0xa220, 0xcafe, 0xd935, 0xe57a, 0xfd4a,
]);
