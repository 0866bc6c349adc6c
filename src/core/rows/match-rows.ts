// Which row of one version is which row of another.
import { longestRise } from './longest-rise.ts';
import { type RowAspect, RowNumbers } from './row-numbers.ts';
import type { RowSet } from './row-set.ts';

/**
 * Why two rows are taken for the same one, in the order in which they are looked for:
 * - `same`: key and content are the same
 * - `key`: the key is the same, the content is not
 * - `digest`: the content is the same, the key is not
 * - `rest`: without keys: all is the same but the label
 * - `position`: without keys: between the same neighbours as many rows were exchanged for as many others
 */
export const matchKinds = ['same', 'key', 'digest', 'rest', 'position'] as const;
export type MatchKind = (typeof matchKinds)[number];

export interface RowMatch {
  /** For each row of `before` its row in `after`, -1 when there is none. */
  readonly toAfter: Int32Array;
  /** For each row of `after` its row in `before`, -1 when there is none. */
  readonly toBefore: Int32Array;
  /** For each row of `after` with a row in `before`: index into `matchKinds`. */
  readonly kinds: Uint8Array;
  /** 1 for the rows of `after` that stayed in order among each other, as many as possible. */
  readonly kept: Uint8Array;
}

/**
 * Rows that repeat each other belong together in their order. O((n + m) log(n + m)) time, about 40 bytes per row.
 */
export function matchRows(before: RowSet, after: RowSet): RowMatch {
  const matcher = new Matcher(before, after);
  // Splits of a data set often count their rows alike: rows of the same file belong together before those of others do.
  const isOneFile = before.files.length < 2 && after.files.length < 2;
  for (const place of isOneFile ? [[]] : [[pathOf], []])
    matcher.pairEqual('same', [digestOf, keyOf, ...place], () => true);
  for (const place of isOneFile ? [[]] : [[pathOf], []]) matcher.pairEqual('key', [keyOf, ...place], hasKey);
  matcher.pairEqual('digest', [digestOf], () => true);
  matcher.pairEqual('rest', [restOf], (rows, index) => !hasKey(rows, index) && restOf(rows, index).length > 0);
  matcher.markKept();
  matcher.pairByPosition();
  return matcher.match;
}

type Condition = (rows: RowSet, index: number) => boolean;

class Matcher {
  readonly #before: RowSet;
  readonly #after: RowSet;
  readonly #toAfter: Int32Array;
  readonly #toBefore: Int32Array;
  readonly #kinds: Uint8Array;
  #kept: Uint8Array;
  /** Rows of each version without a partner. */
  #left: { before: number; after: number };

  constructor(before: RowSet, after: RowSet) {
    this.#before = before;
    this.#after = after;
    this.#toAfter = new Int32Array(before.count).fill(-1);
    this.#toBefore = new Int32Array(after.count).fill(-1);
    this.#kinds = new Uint8Array(after.count);
    this.#kept = new Uint8Array(after.count);
    this.#left = { before: before.count, after: after.count };
  }

  get match(): RowMatch {
    return { toAfter: this.#toAfter, toBefore: this.#toBefore, kinds: this.#kinds, kept: this.#kept };
  }

  /** Pairs what has no partner yet and is equal in `aspect`, the first with the first, the second with the second. */
  pairEqual(kind: MatchKind, aspect: RowAspect, applies: Condition): void {
    const { before: n, after: m } = this.#left;
    if (n === 0 || m === 0) return;
    const numbers = new RowNumbers(this.#before, this.#after, aspect, n + m);
    const waiting = new Waiting(n, this.#before.count);
    for (let row = 0; row < this.#before.count; row += 1) {
      if (this.#toAfter[row] !== -1 || !applies(this.#before, row)) continue;
      waiting.add(numbers.numberOf('before', row), row);
    }
    for (let row = 0; row < this.#after.count; row += 1) {
      if (this.#toBefore[row] !== -1 || !applies(this.#after, row)) continue;
      const partner = waiting.take(numbers.numberOf('after', row));
      if (partner >= 0) this.#pair(partner, row, kind);
    }
  }

  markKept(): void {
    this.#kept = longestRise(this.#toBefore);
  }

  /** Between two rows that stayed: as many rows without key and partner on one side as on the other are the same rows, changed. */
  pairByPosition(): void {
    if (this.#left.before === 0 || this.#left.after === 0) return;
    let beforeFrom = 0;
    let afterFrom = 0;
    for (let row = 0; row <= this.#after.count; row += 1) {
      if (row < this.#after.count && this.#kept[row] !== 1) continue;
      const end = row < this.#after.count ? (this.#toBefore[row] ?? 0) : this.#before.count;
      this.#pairGap(beforeFrom, end, afterFrom, row);
      beforeFrom = end + 1;
      afterFrom = row + 1;
    }
  }

  #pairGap(beforeFrom: number, beforeTo: number, afterFrom: number, afterTo: number): void {
    const removed: number[] = [];
    const added: number[] = [];
    for (let row = beforeFrom; row < beforeTo; row += 1) {
      if (this.#toAfter[row] === -1 && !hasKey(this.#before, row)) removed.push(row);
    }
    for (let row = afterFrom; row < afterTo; row += 1) {
      if (this.#toBefore[row] === -1 && !hasKey(this.#after, row)) added.push(row);
    }
    if (removed.length !== added.length) return;
    for (const [at, row] of added.entries()) {
      this.#pair(removed[at] ?? 0, row, 'position');
      this.#kept[row] = 1;
    }
  }

  #pair(before: number, after: number, kind: MatchKind): void {
    this.#toAfter[before] = after;
    this.#toBefore[after] = before;
    this.#kinds[after] = matchKinds.indexOf(kind);
    this.#left.before -= 1;
    this.#left.after -= 1;
  }
}

/** For each number the rows that wait for a partner, in their order. */
class Waiting {
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #nexts: Int32Array;

  /** @param numbers - below which all numbers of waiting rows are @param rows - count of all rows */
  constructor(numbers: number, rows: number) {
    this.#heads = new Int32Array(numbers).fill(-1);
    this.#tails = new Int32Array(numbers).fill(-1);
    this.#nexts = new Int32Array(rows).fill(-1);
  }

  add(number: number, row: number): void {
    const tail = this.#tails[number] ?? -1;
    if (tail < 0) this.#heads[number] = row;
    else this.#nexts[tail] = row;
    this.#tails[number] = row;
  }

  /** -1 when none waits. */
  take(number: number): number {
    const head = this.#heads[number] ?? -1;
    if (head >= 0) this.#heads[number] = this.#nexts[head] ?? -1;
    return head;
  }
}

function digestOf(rows: RowSet, index: number): Uint8Array {
  return rows.digest(index);
}

function keyOf(rows: RowSet, index: number): Uint8Array {
  return rows.key(index);
}

function pathOf(rows: RowSet, index: number): Uint8Array {
  return rows.path(index);
}

function restOf(rows: RowSet, index: number): Uint8Array {
  return rows.rest(index);
}

function hasKey(rows: RowSet, index: number): boolean {
  return rows.key(index).length > 0;
}
