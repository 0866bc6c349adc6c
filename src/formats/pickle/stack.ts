// The unpickler's stack as runs of equal values, so that a hundred million pushed numbers are one entry.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { valueIds } from './values.ts';

/** A stack of value ids. A run counts how often the same id was pushed in a row. */
export class Stack {
  ids: Float64Array = new Float64Array(256);
  counts: Uint32Array = new Uint32Array(256);
  /** Number of runs. */
  size = 0;

  push(id: number): void {
    const top = this.size - 1;
    if (top >= 0 && this.ids[top] === id && (this.counts[top] ?? 0) < 0xffffffff) {
      this.counts[top] = (this.counts[top] ?? 0) + 1;
      return;
    }
    if (this.size === this.ids.length) this.#grow();
    this.ids[this.size] = id;
    this.counts[this.size] = 1;
    this.size += 1;
  }

  /** Takes the top value; undefined when there is none or a mark is on top: an unpickler raises then. */
  pop(): number | undefined {
    const id = this.peek();
    if (id !== undefined) this.#dropOne();
    return id;
  }

  /** The top value; undefined when there is none or a mark is on top. */
  peek(): number | undefined {
    if (this.size === 0) return undefined;
    const id = this.ids[this.size - 1];
    return id === valueIds.mark ? undefined : id;
  }

  /** POP: takes a value or, like CPython, a mark. False when the stack is empty. */
  popAny(): boolean {
    if (this.size === 0) return false;
    this.#dropOne();
    return true;
  }

  /** Index of the first run above the topmost mark; undefined when there is no mark. Amortized O(1): all of it is popped next. */
  aboveMark(): number | undefined {
    for (let index = this.size - 1; index >= 0; index--) {
      if (this.ids[index] === valueIds.mark) return index + 1;
    }
    return undefined;
  }

  /** Drops the runs from `first` on and the mark below them. */
  dropMark(first: number): void {
    this.size = first;
    this.#dropOne();
  }

  #dropOne(): void {
    const top = this.size - 1;
    const count = this.counts[top] ?? 0;
    if (count > 1) this.counts[top] = count - 1;
    else this.size = top;
  }

  #grow(): void {
    if (this.size >= limits.pickleStackRuns.value) {
      const limit = { limit: 'pickleStackRuns', value: this.size };
      throw new FormatError(
        'FORMAT_LIMIT',
        `the pickle keeps more than ${this.size} different values on its stack`,
        limit,
      );
    }
    const ids = new Float64Array(this.ids.length * 2);
    const counts = new Uint32Array(this.ids.length * 2);
    ids.set(this.ids);
    counts.set(this.counts);
    this.ids = ids;
    this.counts = counts;
  }
}
