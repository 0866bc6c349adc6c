// One lz4 block: literals and copies from up to 64 KiB back (lz4 block format).
import { FormatError } from '#core/errors';

/**
 * Decodes `packed` into `buffer` from `at` on; bytes before `at` are history.
 * @param most - index in `buffer` that the content may not pass
 * @returns index after the last decoded byte
 * @throws {FormatError} FORMAT_MALFORMED
 */
export function decodeLz4Block(packed: Uint8Array, buffer: Uint8Array, at: number, most: number): number {
  let from = 0;
  let to = at;
  while (from < packed.length) {
    const token = packed[from] ?? 0;
    from += 1;
    let literals = token >> 4;
    if (literals === 15) [literals, from] = extended(packed, from, literals);
    if (from + literals > packed.length || to + literals > most) throw malformed();
    buffer.set(packed.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    // The last sequence has literals only.
    if (from === packed.length) return to;
    const distance = (packed[from] ?? 0) | ((packed[from + 1] ?? 0) << 8);
    from += 2;
    let length = token & 15;
    if (length === 15) [length, from] = extended(packed, from, length);
    length += 4;
    if (distance === 0 || distance > to || from > packed.length || to + length > most) throw malformed();
    for (const end = to + length; to < end; to++) buffer[to] = buffer[to - distance] ?? 0;
  }
  throw malformed();
}

/** A length that goes on in bytes of 255. */
function extended(packed: Uint8Array, at: number, start: number): [number, number] {
  let length = start;
  let from = at;
  for (;;) {
    const byte = packed[from];
    if (byte === undefined) throw malformed();
    from += 1;
    length += byte;
    if (byte !== 255) return [length, from];
  }
}

function malformed(): FormatError {
  return new FormatError('FORMAT_MALFORMED', 'not a valid lz4 block');
}
