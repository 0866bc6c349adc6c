// Values that stand in many rows of a sample, per column: what a planted trigger of exact values has to consist of.
import type { Column } from '#core/dataset/data-set';

export interface FrequentValues {
  /** Number or code of the name, per place. */
  readonly values: Float64Array;
  /** Per sampled row a place in `values`, or -1. */
  readonly places: Int32Array;
}

/** @param rows - rows of the set that are looked at. @param least - rows that a value must stand in */
export function frequentValues(column: Column, rows: Int32Array, least: number): FrequentValues {
  const cells = Float64Array.from(rows, (row) => cellOf(column, row));
  const sorted = cells.filter((value) => !Number.isNaN(value)).sort();
  const found: number[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    if (to - from >= least) found.push(sorted[from] ?? 0);
    from = to;
  }
  const places = new Int32Array(rows.length).fill(-1);
  if (found.length === 0) return { values: new Float64Array(0), places };
  const placeOf = new Map(found.map((value, place) => [value, place]));
  for (let at = 0; at < cells.length; at++) places[at] = placeOf.get(cells[at] ?? Number.NaN) ?? -1;
  return { values: Float64Array.from(found), places };
}

/** The number, or the code of the name; NaN where missing. */
export function cellOf(column: Column, row: number): number {
  if (column.kind === 'number') return column.values[row] ?? Number.NaN;
  const code = column.values.codes[row] ?? -1;
  return code < 0 ? Number.NaN : code;
}
