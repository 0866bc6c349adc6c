// Compressed bytes one at a time, for decoders that take them so; reads ahead and knows exactly how far was taken.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';

const aheadBytes = 32 * 1024;

export class ByteFeed {
  readonly #source: ByteSource;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart: number;
  #at = 0;

  /** @param from - offset of the first byte to give */
  constructor(source: ByteSource, from = 0) {
    this.#source = source;
    this.#windowStart = from;
  }

  /** Offset in the source of the next byte. */
  get position(): number {
    return this.#windowStart + this.#at;
  }

  get remaining(): number {
    return Math.max(0, this.#source.size - this.position);
  }

  /** @throws {FormatError} FORMAT_TRUNCATED at the end of the source */
  u8(): number {
    if (this.#at >= this.#window.length) this.#refill();
    const byte = this.#window[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  u16(): number {
    const low = this.u8();
    return low | (this.u8() << 8);
  }

  u32(): number {
    const low = this.u16();
    return (low | (this.u16() << 16)) >>> 0;
  }

  /** A copy of the next `length` bytes; the caller has bounded it. @throws {FormatError} FORMAT_TRUNCATED */
  bytes(length: number): Uint8Array {
    if (length > this.remaining) throw this.#truncated();
    const copy = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      if (this.#at >= this.#window.length) this.#refill();
      const part = this.#window.subarray(this.#at, this.#at + length - at);
      copy.set(part, at);
      at += part.length;
      this.#at += part.length;
    }
    return copy;
  }

  #refill(): void {
    this.#windowStart += this.#at;
    this.#at = 0;
    // A copy: the source may reuse its buffer for others.
    this.#window = this.#source.read(this.#windowStart, aheadBytes).slice();
    if (this.#window.length === 0) throw this.#truncated();
  }

  #truncated(): FormatError {
    const offset = this.#source.size;
    return new FormatError('FORMAT_TRUNCATED', 'the compressed data ends before its own end mark', { offset });
  }
}
