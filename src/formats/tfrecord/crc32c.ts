// CRC-32C as TensorFlow stores it: rotated and offset, so that a checksum over checksums stays useful.

/** Source: RFC 3720 appendix B.4 (Castagnoli polynomial); TensorFlow `crc32c::Mask`. */
export function maskedCrc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  crc = ~crc >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
