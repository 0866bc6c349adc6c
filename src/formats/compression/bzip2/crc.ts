// CRC-32 with the highest bit first, as bzip2 uses it.

let table: Uint32Array | undefined;

/** @param crc - running value, 0xffffffff at the start and inverted at the end */
export function updateCrc(crc: number, bytes: Uint8Array): number {
  table ??= makeTable();
  let value = crc;
  for (const byte of bytes) value = (value << 8) ^ (table[(value >>> 24) ^ byte] ?? 0);
  return value;
}

function makeTable(): Uint32Array {
  const made = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte << 24;
    for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
    made[byte] = value;
  }
  return made;
}
