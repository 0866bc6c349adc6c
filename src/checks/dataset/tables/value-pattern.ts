// Values that stand together in rows, and which rows have them.
import type { FrequentValues } from './cell-values.ts';

/** One value in one column. */
export interface CellValue {
  readonly column: number;
  /** Place among the frequent values of the column. */
  readonly place: number;
}

/** Values that may decide for a class. */
export interface Pattern {
  readonly class: number;
  readonly cells: readonly CellValue[];
}

/** What is counted: a sample of the rows that have a label. Below, "a place" is a place in this sample. */
export interface CountedRows {
  readonly rows: Int32Array;
  /** Class per counted row. */
  readonly labels: Int32Array;
  readonly frequent: readonly FrequentValues[];
  /** Per column, rows that have each frequent value. */
  readonly totals: readonly Float64Array[];
  /** Rows per class. */
  readonly sizes: Float64Array;
}

/** Of the rows that match, so many must have a value for it to belong to the pattern. */
const together = 0.9;
const mostAdded = 5;

/** Counted rows that have all the values. @param among - of these; of all when absent */
export function matching(
  { frequent, rows }: CountedRows,
  cells: readonly CellValue[],
  among?: readonly number[],
): number[] {
  let found: number[] | undefined;
  for (const { column, place } of cells) {
    const places = frequent[column]?.places ?? new Int32Array(0);
    const from = found ?? among;
    const next: number[] = [];
    if (from === undefined) {
      for (let at = 0; at < rows.length; at++) if (places[at] === place) next.push(at);
    } else {
      for (const at of from) if (places[at] === place) next.push(at);
    }
    found = next;
  }
  return found ?? [];
}

/** How often each of the first `size` places occurs in the rows. */
export function countPlaces(places: Int32Array, rows: readonly number[], size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const at of rows) {
    const place = places[at] ?? -1;
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

/** The pattern with the values of other columns that nearly all its rows have and few others: a trigger in several columns is one. */
export function completed({ class: one, cells }: Pattern, counted: CountedRows): Pattern {
  const rows = matching(counted, cells);
  const added: { cell: CellValue; lift: number }[] = [];
  counted.frequent.forEach(({ places, values }, column) => {
    if (values.length === 0 || cells.some((cell) => cell.column === column)) return;
    const counts = countPlaces(places, rows, values.length);
    const place = counts.reduce((most, count, at) => (count > (counts[most] ?? 0) ? at : most), 0);
    const share = (counts[place] ?? 0) / Math.max(1, rows.length);
    const elsewhere = (counted.totals[column]?.[place] ?? 0) / counted.rows.length;
    if (share >= together && elsewhere < 0.7 * share) added.push({ cell: { column, place }, lift: share / elsewhere });
  });
  const best = added.toSorted((a, b) => b.lift - a.lift).slice(0, mostAdded);
  return { class: one, cells: [...cells, ...best.map(({ cell }) => cell)].toSorted((a, b) => a.column - b.column) };
}
