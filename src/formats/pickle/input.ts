// Sequential bytes for the pickle machine: a window it can index directly, refilled from a source of any size.
import type { ByteSource } from '#core/byte-source';
import { latin1 } from '#core/latin1';
import type { WorkBudget } from '#core/work-budget';

const windowBytes = 1 << 18;
/** The first window after a jump: what is jumped to may be short. */
const firstWindowBytes = 1 << 12;

/** The window `bytes[at..limit)` is what may be indexed; `ensure` moves and refills it. */
export class PickleInput {
  readonly source: ByteSource;
  readonly #budget: WorkBudget;
  #own = new Uint8Array(0);
  bytes: Uint8Array = this.#own;
  at = 0;
  limit = 0;
  /** Offset in the source of `bytes[0]`. */
  base: number;
  #nextWindow = firstWindowBytes;

  constructor(source: ByteSource, budget: WorkBudget, offset: number) {
    this.source = source;
    this.#budget = budget;
    this.base = offset;
  }

  /** Offset in the source of the next byte. */
  get offset(): number {
    return this.base + this.at;
  }

  seek(offset: number): void {
    this.#nextWindow = firstWindowBytes;
    this.base = offset;
    this.at = 0;
    this.limit = 0;
  }

  /** Makes `count` bytes (<= 64 KiB) available from `at`. False at the end of the source. */
  ensure(count: number): boolean {
    if (this.at + count <= this.limit) return true;
    const offset = this.offset;
    const window = this.source.read(offset, Math.max(count, this.#nextWindow));
    this.#nextWindow = Math.min(windowBytes, this.#nextWindow * 4);
    // A copy, because whoever else reads the source may reuse the buffer behind the view.
    if (this.#own.length < window.length) this.#own = new Uint8Array(window.length);
    this.#own.set(window);
    this.#budget.spend(window.length, offset);
    this.bytes = this.#own;
    this.base = offset;
    this.at = 0;
    this.limit = window.length;
    return count <= this.limit;
  }

  /** Skips `count` bytes. False when the source has fewer; the position is then its end. */
  skip(count: number): boolean {
    if (this.at + count <= this.limit) {
      this.at += count;
      return true;
    }
    const offset = this.offset + count;
    const fits = offset <= this.source.size;
    this.seek(fits ? offset : this.source.size);
    return fits;
  }

  /**
   * Reads a line and moves past its newline.
   * @returns its bytes as latin-1, cut at `keep` characters, and its whole length; undefined when no newline follows
   */
  line(keep: number): { readonly text: string; readonly length: number } | undefined {
    let text = '';
    let length = 0;
    while (this.ensure(1)) {
      const newline = this.bytes.indexOf(10, this.at);
      const end = newline === -1 || newline >= this.limit ? this.limit : newline;
      if (text.length < keep) text += latin1(this.bytes, this.at, Math.min(end, this.at + keep - text.length));
      length += end - this.at;
      this.at = end;
      if (end < this.limit) {
        this.at += 1;
        return { text, length };
      }
    }
    return undefined;
  }

  /** An unsigned little-endian number of `size` (<= 8) bytes; exact up to 2^53, larger ones only roughly. */
  unsigned(size: number): number {
    let value = 0;
    for (let index = size - 1; index >= 0; index--) value = value * 256 + (this.bytes[this.at + index] ?? 0);
    this.at += size;
    return value;
  }
}
