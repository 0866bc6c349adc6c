// A moving window over a ByteSource, shared by all cursors of one file, so that nested messages do not each buffer.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { WorkBudget } from '#core/work-budget';

const defaultWindowBytes = 32 * 1024;

/** Byte access at any offset, with one buffered window. Sequential access costs one source read per window. */
export class WireWindow {
  readonly source: ByteSource;
  readonly budget: WorkBudget;
  #bytes: Uint8Array = new Uint8Array(0);
  #start = 0;
  readonly #windowBytes: number;

  constructor(source: ByteSource, budget: WorkBudget, windowBytes: number = defaultWindowBytes) {
    this.source = source;
    this.budget = budget;
    this.#windowBytes = windowBytes;
  }

  /** @throws {FormatError} FORMAT_TRUNCATED beyond the end */
  byteAt(offset: number): number {
    const inside = this.#bytes[offset - this.#start];
    if (inside !== undefined) return inside;
    // A copy, because a source may reuse its buffer for other readers.
    this.#bytes = this.source.read(offset, this.#windowBytes).slice();
    this.#start = offset;
    const first = this.#bytes[0];
    if (first === undefined) throw new FormatError('FORMAT_TRUNCATED', 'the data ends inside a field', { offset });
    return first;
  }

  /** A copy of [from, to), which the caller has bounded. */
  copy(from: number, to: number): Uint8Array {
    if (from >= this.#start && to <= this.#start + this.#bytes.length) {
      return this.#bytes.slice(from - this.#start, to - this.#start);
    }
    const copy = new Uint8Array(to - from);
    let at = from;
    while (at < to) {
      const part = this.source.read(at, to - at);
      if (part.length === 0) throw new FormatError('FORMAT_TRUNCATED', 'the data ends inside a field', { offset: at });
      copy.set(part, at - from);
      at += part.length;
    }
    return copy;
  }
}
