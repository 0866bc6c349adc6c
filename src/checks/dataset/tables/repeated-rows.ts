// Rows that say the same in every column: found by a hash of 64 bits, then compared cell by cell.
import type { Column } from '#core/dataset/data-set';

export interface RepeatedRows {
  /** Per row the first row that says the same: itself where there is none before it. */
  readonly firstOf: Int32Array;
  /** Rows that repeat an earlier one. */
  readonly repeats: number;
  /** Of these, rows whose label is another one than that of the first. */
  readonly otherLabel: readonly number[];
}

/** @param labels - class per row, -1 for none; not part of what is compared. @param seed - of the hash */
export function findRepeatedRows(
  columns: readonly Column[],
  count: number,
  labels: Int32Array | undefined,
  seed: number,
): RepeatedRows {
  const { low, high } = hashRows(columns, count, seed);
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * count)));
  const slots = new Int32Array(size).fill(-1);
  const firstOf = new Int32Array(count);
  const otherLabel: number[] = [];
  let repeats = 0;
  for (let row = 0; row < count; row++) {
    let slot = (low[row] ?? 0) & (size - 1);
    let first = slots[slot] ?? -1;
    while (first >= 0 && !(low[first] === low[row] && high[first] === high[row] && isSame(columns, first, row))) {
      slot = (slot + 1) & (size - 1);
      first = slots[slot] ?? -1;
    }
    if (first < 0) {
      slots[slot] = row;
      firstOf[row] = row;
      continue;
    }
    firstOf[row] = first;
    repeats++;
    if (labels !== undefined && labels[row] !== labels[first]) otherLabel.push(row);
  }
  return { firstOf, repeats, otherLabel };
}

function hashRows(columns: readonly Column[], count: number, seed: number): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(count).fill(seed | 1);
  const high = new Int32Array(count).fill((seed ^ 0x9e3779b9) | 0);
  const number = new Float64Array(1);
  const words = new Int32Array(number.buffer);
  for (const column of columns) {
    const cells = column.kind === 'number' ? column.values : column.values.codes;
    for (let row = 0; row < count; row++) {
      // Adding 0 makes one zero of the two; all that is missing is one NaN.
      number[0] = (cells[row] ?? Number.NaN) + 0;
      const a = Math.imul((low[row] ?? 0) ^ (words[0] ?? 0), 0x85ebca6b) ^ (words[1] ?? 0);
      const b = Math.imul((high[row] ?? 0) ^ (words[1] ?? 0), 0xc2b2ae35) ^ (words[0] ?? 0);
      low[row] = Math.imul(a ^ (a >>> 15), 0x27d4eb2f) + b;
      high[row] = Math.imul(b ^ (b >>> 13), 0x165667b1) ^ (a >>> 7);
    }
  }
  return { low, high };
}

function isSame(columns: readonly Column[], a: number, b: number): boolean {
  for (const column of columns) {
    const cells = column.kind === 'number' ? column.values : column.values.codes;
    const one = cells[a] ?? Number.NaN;
    const other = cells[b] ?? Number.NaN;
    if (one !== other && !(Number.isNaN(one) && Number.isNaN(other))) return false;
  }
  return true;
}
