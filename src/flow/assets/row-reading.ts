// How the rows of a dataset are read: as the user says, otherwise as in the version before. Rows that were read in two ways cannot be
// compared.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { parseRowTable } from '#core/rows/row-table';
import type { BlobStore } from '#store/blob-store';
import type { RowsRequest } from '../record-rows.ts';
import type { PreviousVersion } from './asset-description.ts';

/** What was asked for, and what the version before had of it. */
export async function rowReading(
  store: BlobStore,
  asked: RowsRequest,
  previous: PreviousVersion | undefined,
): Promise<RowsRequest> {
  const [first] = previous?.description.rows ?? [];
  if (first === undefined) return asked;
  try {
    const { key, label } = parseRowTable(await store.read(first.table, limits.rowTableBytes.value)).reading;
    return { ...(key === undefined ? {} : { key }), ...(label === undefined ? {} : { label }), ...asked };
  } catch (error) {
    // Without the table nobody knows; the rows are read as was asked.
    if (error instanceof AssayError) return asked;
    throw error;
  }
}
