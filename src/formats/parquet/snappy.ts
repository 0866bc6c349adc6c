// Snappy, raw format. Source: google/snappy, format_description.txt.
import { FormatError } from '#core/errors';

/** @param length - bytes that must come out @throws {FormatError} FORMAT_MALFORMED */
export function decodeSnappy(packed: Uint8Array, length: number): Uint8Array {
  let at = 0;
  let declared = 0;
  for (let shift = 1; ; shift *= 128) {
    const byte = packed[at] ?? 0;
    at += 1;
    declared += (byte & 0x7f) * shift;
    if (byte < 0x80) break;
    if (at > 5) throw malformed();
  }
  if (declared !== length) throw malformed();
  const output = new Uint8Array(length);
  let to = 0;
  while (at < packed.length) {
    const tag = packed[at] ?? 0;
    at += 1;
    let size = (tag >> 2) + 1;
    if ((tag & 3) === 0) {
      if (size > 60) {
        const bytes = size - 60;
        size = 1;
        for (let byte = 0; byte < bytes; byte += 1) size += (packed[at + byte] ?? 0) * 256 ** byte;
        at += bytes;
      }
      if (at + size > packed.length || to + size > length) throw malformed();
      output.set(packed.subarray(at, at + size), to);
      at += size;
      to += size;
      continue;
    }
    let distance: number;
    if ((tag & 3) === 1) {
      size = ((tag >> 2) & 7) + 4;
      distance = ((tag >> 5) << 8) | (packed[at] ?? 0);
      at += 1;
    } else if ((tag & 3) === 2) {
      distance = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
      at += 2;
    } else {
      distance = (packed[at] ?? 0) + (packed[at + 1] ?? 0) * 2 ** 8 + (packed[at + 2] ?? 0) * 2 ** 16;
      distance += (packed[at + 3] ?? 0) * 2 ** 24;
      at += 4;
    }
    if (distance === 0 || distance > to || to + size > length || at > packed.length) throw malformed();
    if (distance >= size) {
      output.copyWithin(to, to - distance, to - distance + size);
      to += size;
    } else for (const end = to + size; to < end; to += 1) output[to] = output[to - distance] ?? 0;
  }
  if (to !== length) throw malformed();
  return output;
}

function malformed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'not a valid snappy block');
}
