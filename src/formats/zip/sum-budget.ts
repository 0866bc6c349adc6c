// How much stored data of one archive is summed: all small members, and large ones up to a limit (ADR 8).
import * as limits from '#core/limits';
import type { Oddity } from '../views/oddity.ts';

/** Members above this are raw numbers in practice: what is interpreted is smaller. */
const largeBytes = 1 << 20;

/** Counts what is summed in one archive, and what no longer is. */
export class SumBudget {
  #left: number = limits.zipRawChecked.value;
  #members = 0;
  #bytes = 0;

  /** True when a stored member of this size is to be summed. */
  take(size: number): boolean {
    if (size <= largeBytes) return true;
    this.#left -= size;
    if (this.#left >= 0) return true;
    this.#members += 1;
    this.#bytes += size;
    return false;
  }

  /** What is to be said of the members that were not summed. */
  oddities(): readonly Oddity[] {
    if (this.#members === 0) return [];
    const message = `the CRC-32 of ${this.#members} large stored members (${this.#bytes} bytes) was not compared; they were read and hashed`;
    return [{ kind: 'unverified', message, where: {} }];
  }
}
