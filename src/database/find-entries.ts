// In which assets a file lies, by its digest.

import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';

export interface FoundEntry {
  readonly asset: Sha256;
  readonly path: string;
  readonly size: number;
}

/** In the order in which the assets were recorded; at most `limits.indexRows`. */
export async function findEntries(index: IndexDatabase, digest: Sha256): Promise<readonly FoundEntry[]> {
  const rows = await index.tables
    .selectFrom('asset_entry as file')
    .innerJoin('asset', 'asset.log_index', 'file.log_index')
    .select(['asset.asset', 'file.path', 'file.size'])
    .where('file.sha256', '=', digest)
    .orderBy('file.log_index')
    .orderBy('file.position')
    .limit(limits.indexRows.value)
    .execute();
  return rows.map(({ asset, path, size }) => ({
    asset: asset,
    path: textOfStored(path),
    size: size ?? 0,
  }));
}
