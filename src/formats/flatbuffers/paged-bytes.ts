// Random access to a ByteSource in small pages, for formats that jump back and forth through offsets.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';

const pageBytes = 16 * 1024;
const maxPages = 64;

/** Little-endian numbers at any offset. Keeps at most 1 MiB. @throws {FormatError} FORMAT_TRUNCATED beyond the end */
export class PagedBytes {
  readonly source: ByteSource;
  readonly #pages = new Map<number, Uint8Array>();
  #lastIndex = -1;
  #last: Uint8Array = new Uint8Array(0);

  constructor(source: ByteSource) {
    this.source = source;
  }

  u8(offset: number): number {
    const index = Math.floor(offset / pageBytes);
    const page = index === this.#lastIndex ? this.#last : this.#page(index);
    const byte = page[offset - index * pageBytes];
    if (byte === undefined) {
      throw new FormatError('FORMAT_TRUNCATED', `an offset leads to byte ${offset}, beyond the end`, { offset });
    }
    return byte;
  }

  u16(offset: number): number {
    return this.u8(offset) + this.u8(offset + 1) * 0x100;
  }

  u32(offset: number): number {
    return this.u16(offset) + this.u16(offset + 2) * 0x10000;
  }

  i32(offset: number): number {
    return this.u32(offset) | 0;
  }

  /** Not exact above 2^53, which no offset in a file is. */
  u64(offset: number): number {
    return this.u32(offset) + this.u32(offset + 4) * 0x1_0000_0000;
  }

  /** A copy of [from, to), which the caller has bounded. */
  copy(from: number, to: number): Uint8Array {
    return this.source.read(from, Math.max(0, to - from)).slice();
  }

  #page(index: number): Uint8Array {
    let page = index < 0 ? new Uint8Array(0) : this.#pages.get(index);
    if (page === undefined) {
      page = this.source.read(index * pageBytes, pageBytes).slice();
      const oldest = this.#pages.keys().next();
      if (this.#pages.size >= maxPages && oldest.done !== true) this.#pages.delete(oldest.value);
      this.#pages.set(index, page);
    }
    this.#lastIndex = index;
    this.#last = page;
    return page;
  }
}
