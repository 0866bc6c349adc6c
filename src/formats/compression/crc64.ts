// CRC-64 as xz uses it (ECMA-182 polynomial, reflected), in two 32-bit halves.

const polynomialHigh = 0xc96c5795;
const polynomialLow = 0xd7870f42;

let tables: { readonly high: Uint32Array; readonly low: Uint32Array } | undefined;

/** A running CRC-64. */
export class Crc64 {
  #high = 0xffffffff;
  #low = 0xffffffff;

  update(bytes: Uint8Array): void {
    tables ??= makeTables();
    const tableHigh = tables.high;
    const tableLow = tables.low;
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (tableLow[index] ?? 0);
      high = (high >>> 8) ^ (tableHigh[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  /** Little-endian bytes, as they stand in the file. */
  finish(): Uint8Array {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, ~this.#low, true);
    view.setUint32(4, ~this.#high, true);
    return bytes;
  }
}

function makeTables(): { high: Uint32Array; low: Uint32Array } {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd === 1) {
        l ^= polynomialLow;
        h ^= polynomialHigh;
      }
    }
    high[byte] = h;
    low[byte] = l;
  }
  return { high, low };
}
