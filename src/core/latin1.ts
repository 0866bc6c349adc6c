// Bytes as characters of the same number: for comparing with magics, and for text whose encoding nobody states.

/** The bytes from `from` to `to` (clamped to the array), one character each. */
export function latin1(bytes: Uint8Array, from = 0, to: number = bytes.length): string {
  const end = Math.min(to, bytes.length);
  // Magics are a few bytes, and asked for 10^7 times in an archive of 10^5 members; a Buffer costs a microsecond.
  if (end - from > 24) return Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('latin1');
  let text = '';
  for (let at = from; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
