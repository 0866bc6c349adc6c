// XXH32 with seed 0, the checksum of lz4 frames.

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

/** A running XXH32. */
export class Xxh32 {
  readonly #lanes = new Int32Array([prime1 + prime2, prime2, 0, -prime1]);
  readonly #held = new Uint8Array(16);
  #heldBytes = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#heldBytes > 0) {
      at = Math.min(16 - this.#heldBytes, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#heldBytes);
      this.#heldBytes += at;
      if (this.#heldBytes < 16) return;
      this.#mix(new DataView(this.#held.buffer), 0);
      this.#heldBytes = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; at + 16 <= bytes.length; at += 16) this.#mix(view, at);
    this.#held.set(bytes.subarray(at));
    this.#heldBytes = bytes.length - at;
  }

  finish(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    const start = this.#length >= 16 ? rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18) : prime5;
    let hash = (start + this.#length) | 0;
    const view = new DataView(this.#held.buffer);
    let at = 0;
    for (; at + 4 <= this.#heldBytes; at += 4) {
      hash = Math.imul(rotate((hash + Math.imul(view.getInt32(at, true), prime3)) | 0, 17), prime4);
    }
    for (; at < this.#heldBytes; at++) {
      hash = Math.imul(rotate((hash + Math.imul(this.#held[at] ?? 0, prime5)) | 0, 11), prime1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), prime2);
    hash = Math.imul(hash ^ (hash >>> 13), prime3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #mix(view: DataView, at: number): void {
    const lanes = this.#lanes;
    for (let lane = 0; lane < 4; lane++) {
      const sum = ((lanes[lane] ?? 0) + Math.imul(view.getInt32(at + 4 * lane, true), prime2)) | 0;
      lanes[lane] = Math.imul(rotate(sum, 13), prime1);
    }
  }
}

/** XXH32 of `bytes`. */
export function xxh32(bytes: Uint8Array): number {
  const hash = new Xxh32();
  hash.update(bytes);
  return hash.finish();
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
