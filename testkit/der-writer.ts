// DER (X.690) for certificates that are made in tests.

/** One value: tag, length in its shortest form, content. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits]), content]);
}

export function derSequence(...parts: readonly Uint8Array[]): Buffer {
  return der(0x30, ...parts);
}

/** @param id - an object identifier in hex, without tag and length */
export function derObjectId(id: string): Buffer {
  return der(0x06, Buffer.from(id, 'hex'));
}
