// A view of some rows of a data set, as if there were no others.
import type { Coding, Column, DataSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';

/** @param rows - of `set`, each at most once; row i of the view is `rows[i]` */
export function takeRows(set: DataSet, rows: Int32Array): DataSet {
  const base = {
    count: rows.length,
    id: (row: number) => set.id(rows[row] ?? -1),
    excluded: set.excluded,
    ...(set.labels === undefined ? {} : { labels: takeCodes(set.labels, rows) }),
    ...(set.sources === undefined ? {} : { sources: takeCodes(set.sources, rows) }),
    ...(set.times === undefined ? {} : { times: Float64Array.from(rows, (row) => set.times?.[row] ?? Number.NaN) }),
  };
  const inner = (wanted: ArrayLike<number>): Int32Array => Int32Array.from(wanted, (row) => rows[row] ?? -1);
  if (set.kind === 'table') return { ...base, kind: 'table', columns: set.columns.map((one) => takeColumn(one, rows)) };
  if (set.kind === 'text') return { ...base, kind: 'text', read: (wanted) => set.read(inner(wanted)) };
  const { kind, height, width, channels } = set;
  return { ...base, kind, height, width, channels, read: (wanted) => set.read(inner(wanted)) };
}

/**
 * Draws rows so that every class has its share of them, and at least two where it has two.
 * @returns ascending; all rows when there are no more than `count`
 */
export function drawRows({ labels, count: all }: DataSet, count: number, seed: number): Int32Array {
  if (all <= count) return Int32Array.from({ length: all }, (_, row) => row);
  if (labels === undefined) return seeded(seed).sample(all, count).sort();
  const byClass = new Map<number, number[]>();
  for (let row = 0; row < all; row++) {
    const code = labels.codes[row] ?? -1;
    const rows = byClass.get(code) ?? [];
    rows.push(row);
    byClass.set(code, rows);
  }
  const drawn = [...byClass].flatMap(([code, rows]) => {
    const wanted = Math.min(rows.length, Math.max(2, Math.round((count * rows.length) / all)));
    return Array.from(seeded(seed, code + 1).sample(rows.length, wanted), (at) => rows[at] ?? 0);
  });
  return Int32Array.from(drawn).sort();
}

function takeCodes({ names, codes }: Coding, rows: Int32Array): Coding {
  return { names, codes: Int32Array.from(rows, (row) => codes[row] ?? -1) };
}

function takeColumn(column: Column, rows: Int32Array): Column {
  if (column.kind === 'category') {
    const values = takeCodes(column.values, rows);
    return { ...column, values, missing: values.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0) };
  }
  const values = Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN);
  const missing = values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  // What was not finite is NaN by now, like what is missing.
  return { ...column, values, missing, notFinite: 0 };
}
