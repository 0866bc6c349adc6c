// Keys, or contents of rows without a key, that occur more than once.
import type { RepeatedRow, RowDiff } from './row-diff.ts';
import { RowNumbers } from './row-numbers.ts';
import { placeOf } from './row-place.ts';
import type { RowSet } from './row-set.ts';

/** @param most - of those that changed, how many are listed */
export function findRepeated(before: RowSet, after: RowSet, most: number): RowDiff['repeated'] {
  const numbers = new RowNumbers(before, after, [identityOf]);
  const counts = {
    before: new Int32Array(before.count + after.count),
    after: new Int32Array(before.count + after.count),
  };
  const firsts = new Int32Array(before.count + after.count);
  // Backwards, so that the first row is the one that stays.
  for (const side of ['before', 'after'] as const) {
    const rows = side === 'before' ? before : after;
    for (let row = rows.count - 1; row >= 0; row -= 1) {
      const number = numbers.numberOf(side, row);
      counts[side][number] = (counts[side][number] ?? 0) + 1;
      firsts[number] = side === 'before' ? row : before.count + row;
    }
  }
  const changed: RepeatedRow[] = [];
  let unlisted = 0;
  for (let number = 0; number < numbers.count; number += 1) {
    const [earlier, later] = [counts.before[number] ?? 0, counts.after[number] ?? 0];
    if (earlier === later || Math.max(earlier, later) < 2) continue;
    const first = firsts[number] ?? 0;
    if (changed.length === most) unlisted += 1;
    else if (first < before.count) changed.push(repeatedRow(before, first, earlier, later));
    else changed.push(repeatedRow(after, first - before.count, earlier, later));
  }
  return { before: sumOf(counts.before), after: sumOf(counts.after), changed, unlisted };
}

function repeatedRow(rows: RowSet, index: number, before: number, after: number): RepeatedRow {
  const first = placeOf(rows, index);
  const { key, digest } = first;
  return { ...(key === undefined ? { digest } : { key }), before, after, first };
}

function sumOf(counts: Int32Array): { readonly groups: number; readonly rows: number } {
  let groups = 0;
  let rows = 0;
  for (const count of counts) {
    if (count < 2) continue;
    groups += 1;
    rows += count;
  }
  return { groups, rows };
}

/** A digest has 32 bytes; that a key of 32 bytes is one by chance would take its author 2^256 attempts. */
function identityOf(rows: RowSet, index: number): Uint8Array {
  const key = rows.key(index);
  return key.length > 0 ? key : rows.digest(index);
}
