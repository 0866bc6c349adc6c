// Bits of a bzip2 stream, highest first.
import type { ByteSource } from '#core/byte-source';
import { ByteFeed } from '../byte-feed.ts';

export class Bzip2BitReader {
  readonly #source: ByteSource;
  #feed: ByteFeed;
  #bits = 0;
  #count = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#feed = new ByteFeed(source);
  }

  /** Offset of the first byte of which no bit was read. */
  get position(): number {
    return this.#feed.position;
  }

  seek(offset: number): void {
    this.#feed = new ByteFeed(this.#source, offset);
    this.#count = 0;
    this.#bits = 0;
  }

  /** @param count - 1 to 24 */
  read(count: number): number {
    while (this.#count < count) {
      this.#bits = ((this.#bits & 0xffffff) << 8) | this.#feed.u8();
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#bits >>> this.#count) & ((1 << count) - 1);
  }

  read32(): number {
    const high = this.read(16);
    return ((high << 16) | this.read(16)) >>> 0;
  }
}
