// Which of the flagged rows were not there in a version that was accepted before.
import type { DataScan, NewSince } from '#core/dataset/data-scan';
import type { DataSet, RowId } from '#core/dataset/data-set';
import { rowKeys } from './row-keys.ts';

/** A version that somebody let through, by the keys of its rows. */
export interface AcceptedRows {
  /** `reviews@3` */
  readonly version: string;
  /** Why it counts as accepted. */
  readonly because: string;
  readonly keys: ReadonlySet<string>;
  readonly rows: number;
}

/** Says of each flagged row whether it is new. @throws {AssayError} when the rows cannot be read any more */
export async function markNewRows(
  set: DataSet,
  scan: DataScan,
  { version, because, keys, rows }: AcceptedRows,
): Promise<DataScan> {
  const isNew = new Set<RowId>();
  let row = 0;
  for await (const key of rowKeys(set)) {
    if (!keys.has(key)) isNew.add(set.id(row));
    row += 1;
  }
  const marked = scan.rows.map((one) => ({ ...one, isNew: isNew.has(one.row) }));
  const since: NewSince = {
    version,
    because,
    rows,
    newRows: isNew.size,
    newFlagged: marked.filter((one) => one.isNew).length,
  };
  return { ...scan, rows: marked, since };
}
