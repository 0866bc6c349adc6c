// A source that makes the rule of ByteSource bite: what one `read` gave is garbage after the next.
import type { ByteSource } from '#core/byte-source';

/** Serves `bytes` from buffers that are overwritten as soon as another read is made. */
export class PoisoningSource implements ByteSource {
  readonly #bytes: Uint8Array;
  #given: Uint8Array = new Uint8Array(0);

  constructor(bytes: Uint8Array) {
    this.#bytes = Uint8Array.from(bytes);
  }

  get size(): number {
    return this.#bytes.length;
  }

  read(offset: number, length: number): Uint8Array {
    this.#given.fill(0xa5);
    this.#given = this.#bytes.slice(offset, offset + length);
    return this.#given;
  }
}
