// Rows of numbers, each different one once, in a fixed amount of memory: what tuples and persistent ids are to the pickle
// machine. When the table is full all rows are forgotten together; ids are never used again.
import type { WorkBudget } from '#core/work-budget';

/** Rows that are there at the same time, at most. */
const rowsKept = 1 << 15;
/** Rows there is room for at first: most pickles are small, and many. */
const firstRows = 64;
const noRow = -1;
/** What adding a row costs, in steps of the budget. */
const rowSteps = 100;
/** Looks at this many slots cost nothing extra. */
const freeLooks = 8;

/** Interns rows `(tag, items...)`. */
export class RowTable {
  /** Twice as many as rows: an open-addressed table stays half empty. */
  #slots: Int32Array = new Int32Array(2 * firstRows).fill(noRow);
  #tags: Uint8Array = new Uint8Array(firstRows);
  /** Where the items of each row begin; one more entry than rows. */
  #starts: Uint32Array = new Uint32Array(firstRows + 1);
  #items: Float64Array = new Float64Array(4 * firstRows);
  readonly #budget: WorkBudget;
  #size = 0;
  #first: number;

  /** @param firstId - id of the first row */
  constructor(firstId: number, budget: WorkBudget) {
    this.#first = firstId;
    this.#budget = budget;
  }

  /** The id of a row. @throws {FormatError} FORMAT_LIMIT when the budget is spent */
  idOf(tag: number, items: readonly number[]): number {
    let slot = this.#home(tag, items);
    let looks = 0;
    for (let row = this.#slots[slot] ?? noRow; row !== noRow; row = this.#slots[slot] ?? noRow) {
      if (this.#isRow(row, tag, items)) return this.#first + row;
      slot = (slot + 1) % this.#slots.length;
      looks += 1;
      // ATTACKER: rows made to want the same slot.
      if (looks > freeLooks) this.#budget.spend(2);
    }
    this.#budget.spend(rowSteps);
    if (this.#size < this.#tags.length) return this.#add(slot, tag, items);
    if (this.#size < rowsKept) this.#grow();
    else this.#forget();
    return this.#add(this.#freeSlot(this.#home(tag, items)), tag, items);
  }

  /** A row that is still there. */
  rowOf(id: number): { readonly tag: number; readonly items: Float64Array } | undefined {
    const row = id - this.#first;
    const tag = row >= 0 && row < this.#size ? this.#tags[row] : undefined;
    return tag === undefined ? undefined : { tag, items: this.#items.slice(this.#starts[row], this.#starts[row + 1]) };
  }

  #isRow(row: number, tag: number, items: readonly number[]): boolean {
    const start = this.#starts[row] ?? 0;
    if (this.#tags[row] !== tag || (this.#starts[row + 1] ?? 0) - start !== items.length) return false;
    for (let index = 0; index < items.length; index++) if (this.#items[start + index] !== items[index]) return false;
    return true;
  }

  #add(slot: number, tag: number, items: readonly number[]): number {
    const row = this.#size;
    const start = this.#starts[row] ?? 0;
    if (start + items.length > this.#items.length) {
      const larger = new Float64Array(this.#items.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    for (let index = 0; index < items.length; index++) this.#items[start + index] = items[index] ?? 0;
    this.#tags[row] = tag;
    this.#starts[row + 1] = start + items.length;
    this.#slots[slot] = row;
    this.#size += 1;
    return this.#first + row;
  }

  #home(tag: number, items: Float64Array | readonly number[]): number {
    return hashOf(tag, items) & (this.#slots.length - 1);
  }

  #freeSlot(home: number): number {
    let slot = home;
    while (this.#slots[slot] !== noRow) slot = (slot + 1) % this.#slots.length;
    return slot;
  }

  #grow(): void {
    const tags = new Uint8Array(2 * this.#size);
    const starts = new Uint32Array(2 * this.#size + 1);
    tags.set(this.#tags);
    starts.set(this.#starts);
    this.#tags = tags;
    this.#starts = starts;
    this.#slots = new Int32Array(4 * this.#size).fill(noRow);
    for (let row = 0; row < this.#size; row++) {
      const items = this.#items.subarray(starts[row], starts[row + 1]);
      this.#slots[this.#freeSlot(this.#home(tags[row] ?? 0, items))] = row;
    }
  }

  #forget(): void {
    this.#first += this.#size;
    this.#size = 0;
    this.#slots.fill(noRow);
  }
}

/** Ids are whole numbers up to 2^51: both halves of each go in. */
function hashOf(tag: number, items: Float64Array | readonly number[]): number {
  let hash = tag;
  for (let index = 0; index < items.length; index++) {
    const item = items[index] ?? 0;
    hash = Math.imul(hash ^ (item | 0), 0x9e3779b1);
    hash = Math.imul((hash >>> 15) ^ hash ^ Math.floor(item / 2 ** 32), 0x85ebca6b);
  }
  return (hash >>> 13) ^ hash;
}
