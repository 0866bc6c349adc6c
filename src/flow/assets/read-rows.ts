// The rows of a recorded dataset, from their tables in the store.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { RecordedFile } from '#core/rows/row-diff';
import { parseRowTable } from '#core/rows/row-table';
import type { Workspace } from '../workspace/workspace.ts';
import { type AssetBytes, bytesOf } from '../zones/asset-bytes.ts';
import { readDescription } from './read-description.ts';
import { readManifest } from './read-manifest.ts';

/** Every file of the asset; those without rows with the reason. @throws {AssayError} when the asset or its manifest cannot be read */
export async function readRows(workspace: Workspace, id: Sha256): Promise<readonly RecordedFile[]> {
  const { body } = await readDescription(workspace, id);
  const tables = new Map(body.rows.map((rows) => [rows.path, rows]));
  const { entries } = await readManifest(workspace.store, id);
  const bytes = bytesOf(workspace, id);
  const files: RecordedFile[] = [];
  for (const entry of entries) {
    if (entry.type !== 'file') continue;
    const { path, sha256 } = entry;
    const rows = tables.get(path);
    if (rows === undefined) files.push({ path, sha256, unrecorded: 'no rows of it are recorded' });
    else files.push(await tableOf(bytes, path, sha256, rows.table));
  }
  return files;
}

async function tableOf(store: AssetBytes, path: string, sha256: Sha256, digest: Sha256): Promise<RecordedFile> {
  try {
    return { path, table: parseRowTable(await store.read(digest, limits.rowTableBytes.value)) };
  } catch (error) {
    if (error instanceof AssayError)
      return { path, sha256, unrecorded: `its row table cannot be read: ${error.message}` };
    throw error;
  }
}
