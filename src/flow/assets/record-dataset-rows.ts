// The rows of all files of a dataset: a table of each goes into the store, its root into the statement.
import { AssayError, FileError } from '#core/errors';
import type { AssetRows } from '#predicates/asset-manifest';
import type { BlobBatch } from '#store/blob-store';
import type { ReadTree } from '../read-tree.ts';
import { type RecordedRows, type RowsRequest, recordRows } from '../record-rows.ts';

export interface DatasetRows {
  readonly rows: readonly AssetRows[];
  /** Files of which no rows are recorded, and why. */
  readonly notes: readonly string[];
}

/**
 * A file whose rows cannot be told apart is covered by its digest like any other, and a note says so.
 * @throws {FileError} FILE_CHANGED when a file is not what was read before; {StoreError}
 */
export async function recordDatasetRows(
  { listing, entries }: ReadTree,
  request: RowsRequest,
  batch: BlobBatch,
): Promise<DatasetRows> {
  const digests = new Map(entries.map((entry) => [entry.path, entry.type === 'file' ? entry.sha256 : undefined]));
  const rows: AssetRows[] = [];
  const notes: string[] = [];
  for (const { name, path } of listing.files) {
    const recorded = readWithKey(name, path, request, notes);
    if (recorded.sha256 !== digests.get(name)) {
      throw new FileError('FILE_CHANGED', `nothing was recorded: ${path} changed while it was being read`, { path });
    }
    if ('unrecorded' in recorded) {
      if (recorded.format !== undefined) notes.push(`Rows of ${name} are not recorded: ${recorded.unrecorded}.`);
      continue;
    }
    const { bytes, table } = recorded.rows;
    const { sha256 } = await batch.add(bytes);
    rows.push({ path: name, format: recorded.format, count: table.count, root: table.root, table: sha256 });
  }
  if (rows.length > 0 || request.key === undefined) return { rows, notes };
  throw new AssayError('USAGE', `--key-column names a column of rows, and no file of the dataset has rows`);
}

/** A file without the column that names rows still has rows; they are known by their digests then. */
function readWithKey(name: string, path: string, request: RowsRequest, notes: string[]): RecordedRows {
  const recorded = recordRows(path, request);
  const { key, label, ...rest } = request;
  if (!('unrecorded' in recorded) || recorded.format === undefined || (key === undefined && label === undefined))
    return recorded;
  const without = recordRows(path, rest);
  if (!('unrecorded' in without)) notes.push(`Rows of ${name} are known by their digests: ${recorded.unrecorded}.`);
  return without;
}
