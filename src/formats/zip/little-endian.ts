// Numbers out of a few bytes that are already in memory.

/** Unsigned 16-bit number at `at`; 0 beyond the end. */
export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

/** Unsigned 32-bit number at `at`; missing bytes count as 0. */
export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Unsigned 64-bit number at `at`, rounded beyond 2^53: a caller compares it with the size of the file. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 0x1_0000_0000;
}
