// The bytes of an asset into the store of its zone: the files, and for a dataset a table of the rows of each.
import type { Sha256 } from '#core/digest';
import type { TendedStore } from '#store/tended-store';
import type { ReadTree } from '../read-tree.ts';
import type { RowsRequest } from '../record-rows.ts';
import type { ScanProgress } from '../scan.ts';
import { keepFiles } from './keep-files.ts';
import { type DatasetRows, recordDatasetRows } from './record-dataset-rows.ts';

/** Rows are recorded of datasets only. */
export type Rows = RowsRequest | false;

/** Durable when it returns. @throws {FileError} FILE_CHANGED; {StoreError} */
export async function keepBytes(
  store: TendedStore,
  tree: ReadTree,
  reading: Rows,
  onProgress?: (progress: ScanProgress) => void,
): Promise<DatasetRows> {
  const batch = store.batch();
  try {
    await keepFiles(store, tree, batch, onProgress);
    const rows = reading === false ? { rows: [], notes: [] } : await recordDatasetRows(tree, reading, batch);
    await batch.commit();
    return rows;
  } finally {
    await batch.abort();
  }
}

/**
 * What was there already when it was added may have gone before it was logged that it is needed: somebody who moved another asset out of
 * the zone cannot have known. It is added again then; see flow/zones/move-bytes.ts.
 */
export async function keepMissing(store: TendedStore, tree: ReadTree, reading: Rows, kept: DatasetRows): Promise<void> {
  await store.refresh();
  const files = tree.entries.flatMap((entry) => (entry.type === 'file' ? [entry.sha256] : []));
  if (await haveAll(store, [...files, ...kept.rows.map(({ table }) => table)])) return;
  await keepBytes(store, tree, reading);
}

async function haveAll(store: TendedStore, digests: readonly Sha256[]): Promise<boolean> {
  for (const digest of digests) if (!(await store.has(digest))) return false;
  return true;
}
