// The little of DER (X.690) that is written here: keys of tokens, signatures, requests for timestamps.

/** One value: tag of one byte, length in its shortest form, content. */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits]), content]);
}

/** @param unsigned - big-endian; zeros in front are left out, and one is put in front where the number would be negative */
export function encodeDerInteger(unsigned: Uint8Array): Buffer {
  const first = unsigned.findIndex((byte) => byte !== 0);
  const digits = Buffer.from(first < 0 ? [0] : unsigned.subarray(first));
  return digits.readUInt8() < 0x80 ? encodeDer(0x02, digits) : encodeDer(0x02, Uint8Array.of(0), digits);
}
