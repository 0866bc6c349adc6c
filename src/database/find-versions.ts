// Which versions of which references point to an asset.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';

export interface FoundVersion {
  readonly name: string;
  readonly version: number;
  readonly at: string;
}

/** Newest first, those that stand. */
export async function findVersions({ tables }: IndexDatabase, asset: Sha256): Promise<readonly FoundVersion[]> {
  const rows = await tables
    .selectFrom('reference_move as move')
    .innerJoin('entry', 'entry.log_index', 'move.log_index')
    .select(['move.name', 'move.version', 'entry.at'])
    .where('move.asset', '=', asset)
    .where('entry.standing', '=', 'verified')
    .orderBy('move.log_index', 'desc')
    .execute();
  return rows.map(({ name, version, at }) => ({ name: textOfStored(name), version, at: new Date(at).toISOString() }));
}
