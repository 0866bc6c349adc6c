// All references and where they point now.

import { sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';

export interface CurrentReference {
  readonly name: string;
  readonly version: number;
  readonly asset: Sha256;
  readonly at: string;
}

/** Sorted by the UTF-8 bytes of the name; at most `limits.indexRows`, beginning after the name `after`. */
export async function listReferences(index: IndexDatabase, after = ''): Promise<readonly CurrentReference[]> {
  const { rows } = await sql<{ name: string; version: number; asset: Sha256; at: number }>`
    select move.name, move.version, move.asset, entry.at
    from reference_move move join entry on entry.log_index = move.log_index
    where entry.standing = 'verified' and move.name > ${after} and move.version = (
      select max(other.version) from reference_move other join entry standing on standing.log_index = other.log_index
      where other.name = move.name and standing.standing = 'verified')
    order by move.name limit ${limits.indexRows.value}`.execute(index.tables);
  return rows.map(({ name, version, asset, at }) => ({
    name: textOfStored(name),
    version,
    asset: asset,
    at: new Date(at).toISOString(),
  }));
}
