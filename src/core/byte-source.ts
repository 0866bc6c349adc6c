// Random access to bytes, without saying where they come from. All reading in `formats/` goes through this.

export interface ByteSource {
  /** Length in bytes. */
  readonly size: number;
  /**
   * Bytes from `offset`, `length` of them or fewer at the end of the source; empty beyond it.
   * The array is a view: it is valid until the next `read` on this source. Copy what you keep. It is a plain Uint8Array,
   * never a Buffer, so that `slice` copies.
   */
  read(offset: number, length: number): Uint8Array;
}

/** A source over bytes in memory. */
export class MemorySource implements ByteSource {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    // Never a Buffer: its `slice` would share memory where a Uint8Array's copies.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(offset, offset + length);
  }
}

/** A window [from, to) of another source, with offsets that start at 0. */
export class SliceSource implements ByteSource {
  readonly #outer: ByteSource;
  readonly #from: number;
  readonly size: number;

  /** Bounds outside `outer` are clamped to it. */
  constructor(outer: ByteSource, from: number, to: number) {
    this.#outer = outer;
    this.#from = Math.min(Math.max(from, 0), outer.size);
    this.size = Math.max(0, Math.min(to, outer.size) - this.#from);
  }

  read(offset: number, length: number): Uint8Array {
    if (offset >= this.size) return this.#outer.read(this.#from, 0);
    return this.#outer.read(this.#from + offset, Math.min(length, this.size - offset));
  }
}

/** A copy of the whole source. The caller has checked `source.size` against a limit. */
export function readAll(source: ByteSource): Uint8Array {
  const whole = new Uint8Array(source.size);
  let at = 0;
  while (at < source.size) {
    const part = source.read(at, Math.min(source.size - at, 1 << 20));
    if (part.length === 0) break;
    whole.set(part, at);
    at += part.length;
  }
  return at === whole.length ? whole : whole.subarray(0, at);
}
