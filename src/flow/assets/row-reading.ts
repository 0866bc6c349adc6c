// How the rows of a dataset are read: as the user says, otherwise as in the version before. Rows that were read in two ways cannot be
// compared.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { RowReading } from '#core/rows/row';
import { parseRowTable } from '#core/rows/row-table';
import type { RowsRequest } from '../record-rows.ts';
import type { AssetBytes } from '../zones/asset-bytes.ts';
import type { PreviousVersion } from './asset-description.ts';

/** What was asked for, and what the version before had of it. Files without columns have neither key nor label. */
export async function rowReading(
  store: AssetBytes,
  asked: RowsRequest,
  previous: PreviousVersion | undefined,
): Promise<RowsRequest> {
  for (const { table } of previous?.description.rows ?? []) {
    const { key, label } = await readingOf(store, table);
    if (key === undefined && label === undefined) continue;
    return { ...(key === undefined ? {} : { key }), ...(label === undefined ? {} : { label }), ...asked };
  }
  return asked;
}

async function readingOf(store: AssetBytes, table: Sha256): Promise<Partial<RowReading>> {
  try {
    return parseRowTable(await store.read(table, limits.rowTableBytes.value)).reading;
  } catch (error) {
    // Without the table nobody knows; the rows are read as was asked.
    if (error instanceof AssayError) return {};
    throw error;
  }
}
