// Whether a column holds numbers or words, decided over all of its cells.
import { cellKinds } from './cell-kind.ts';

/** Cells of a column by what they are; indexes are `cellKinds`. */
export type KindCounts = Float64Array;

export function noCounts(): KindCounts {
  return new Float64Array(Object.keys(cellKinds).length);
}

/** Adds the cells of a block. */
export function countKinds(counts: KindCounts, kinds: Uint8Array): void {
  for (let row = 0; row < kinds.length; row += 1) {
    const kind = kinds[row] ?? 0;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
}

/**
 * A column holds numbers when at least 95 % of its cells that say something are numbers, with a point or a comma: then its words are
 * malformed cells, and marks like `?` are missing ones. A column of marks alone holds words; one where nothing is said, or only NaN,
 * holds numbers.
 */
export function isNumberColumn(counts: KindCounts): boolean {
  const numbers = (counts[cellKinds.number] ?? 0) + (counts[cellKinds.decimalComma] ?? 0);
  const words = counts[cellKinds.word] ?? 0;
  if (numbers + words === 0) return counts[cellKinds.mark] === 0;
  return numbers >= leastNumberShare * (numbers + words);
}

const leastNumberShare = 0.95;
