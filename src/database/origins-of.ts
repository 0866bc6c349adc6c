// The assets that an asset was made of, each with the entry of the log that says so.
import { type Kysely, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import { bonds } from './bond.ts';
import type { Tables } from './tables.ts';

export interface StatedOrigin {
  readonly logIndex: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly parent: Sha256;
}

/** In log order; what is no asset is left out, and so is the asset itself. */
export async function originsOf(tables: Kysely<Tables>, asset: Sha256): Promise<readonly StatedOrigin[]> {
  const { rows } = await sql<{ log_index: number; at: number; digest: Sha256 }>`
    select distinct said.log_index, entry.at, parent.digest
    from node child cross join edge said cross join edge made cross join node parent cross join entry
    where child.digest = ${asset} and parent.digest <> ${asset}
      and said.child = child.id and said.role is null and said.bond = ${bonds.origin}
      and made.child = said.parent and made.role is not null and made.bond = ${bonds.origin}
      and parent.id = made.parent and entry.log_index = said.log_index and entry.standing = 'verified'
      and exists (select 1 from asset where asset.asset = parent.digest)
    order by said.log_index, parent.digest`.execute(tables);
  return rows.map(({ log_index: logIndex, at, digest: parent }) => ({ logIndex, at, parent }));
}
