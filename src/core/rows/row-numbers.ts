// Gives rows of two versions the same number when some part of them is the same: a hash table over bytes that stay where they are.
import type { RowSet } from './row-set.ts';

/** What has to be the same for two rows to get the same number. */
export type RowAspect = readonly ((rows: RowSet, index: number) => Uint8Array)[];

export class RowNumbers {
  readonly #before: RowSet;
  readonly #after: RowSet;
  readonly #aspect: RowAspect;
  readonly #seed: number;
  /** Number + 1, 0 for a free slot. */
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  /** For each number the first row that has it; rows of `after` are counted on from those of `before`. */
  readonly #firsts: Int32Array;
  #count = 0;

  /** @param most - rows that will be asked for, at most */
  constructor(before: RowSet, after: RowSet, aspect: RowAspect, most: number = before.count + after.count) {
    let size = 16;
    while (size < most * 2) size *= 2;
    this.#before = before;
    this.#after = after;
    this.#aspect = aspect;
    this.#seed = seedOf(before) ^ Math.imul(seedOf(after), 0x9e3779b1);
    this.#slots = new Int32Array(size);
    this.#hashes = new Int32Array(most);
    this.#firsts = new Int32Array(most);
  }

  /** Different rows so far. */
  get count(): number {
    return this.#count;
  }

  /** 0 for the first row, 1 for the first one that differs from it ... */
  numberOf(side: 'before' | 'after', index: number): number {
    const rows = side === 'before' ? this.#before : this.#after;
    let hash = this.#seed;
    for (const textOf of this.#aspect) hash = hashOf(textOf(rows, index), hash);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const held = (this.#slots[slot] ?? 0) - 1;
      if (held < 0) return this.#add(slot, hash, side === 'before' ? index : this.#before.count + index);
      if (this.#hashes[held] === hash && this.#isSame(held, rows, index)) return held;
      slot = (slot + 1) & mask;
    }
  }

  #add(slot: number, hash: number, row: number): number {
    this.#firsts[this.#count] = row;
    this.#hashes[this.#count] = hash;
    this.#count += 1;
    this.#slots[slot] = this.#count;
    return this.#count - 1;
  }

  #isSame(number: number, rows: RowSet, index: number): boolean {
    const first = this.#firsts[number] ?? 0;
    const isBefore = first < this.#before.count;
    const others = isBefore ? this.#before : this.#after;
    const other = isBefore ? first : first - this.#before.count;
    for (const textOf of this.#aspect) if (!isEqual(textOf(others, other), textOf(rows, index))) return false;
    return true;
  }
}

/**
 * ATTACKER: whoever writes the rows could choose many that fall into one slot. The seed comes from the roots, which change with
 * every row, so that a choice changes what it was made for.
 */
function seedOf({ files }: RowSet): number {
  return files.reduce(
    (seed, { table }) => Math.imul(seed ^ Number.parseInt(table.root.slice(0, 8), 16), 0x85ebca6b),
    1,
  );
}

/** The rounds of MurmurHash3 (A. Appleby, public domain) over single bytes. */
function hashOf(bytes: Uint8Array, seed: number): number {
  let hash = seed;
  for (let at = 0; at < bytes.length; at += 1) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < b.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
