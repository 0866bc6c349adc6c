// Which assets contain a file that the lineage knows: so a file's descendants include those of the assets it lies in, and an
// asset's origins those of its files. Only such files get an edge, or every file of every dataset would.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { bonds } from './bond.ts';
import type { Rows } from './rows.ts';
import type { Tables } from './tables.ts';

/** Adds the edges for the nodes and the entries among `rows`, which are in the tables already. */
export async function containEntries(database: Kysely<Tables>, rows: Rows): Promise<void> {
  const digests = rows.of('node').map(({ digest }) => digest);
  for (let at = 0; at < digests.length; at += valuesAtOnce) {
    await contain(database, sql`file.sha256 in (${sql.join(digests.slice(at, at + valuesAtOnce))})`);
  }
  const listed = new Set(rows.of('asset_entry').map(({ log_index }) => log_index));
  for (const log_index of listed) await contain(database, sql`file.log_index = ${log_index}`);
}

/**
 * Their place among the edges of the statement is far behind its own and the place of the file in the manifest, so it makes no
 * difference when the lineage comes to know the file.
 */
async function contain(database: Kysely<Tables>, condition: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into edge (log_index, position, child, parent, bond, role, name)
    select file.log_index, ${firstEntryPosition} + file.position, whole.id, part.id, ${bonds.content}, ${entryRole}, file.path
    from asset_entry file cross join asset cross join node whole cross join node part
    where ${condition} and asset.log_index = file.log_index and whole.digest = asset.asset and part.digest = file.sha256
    on conflict do nothing`.execute(database);
}

/** What a file is to the asset that it lies in. */
export const entryRole = 'entry';
const valuesAtOnce = 5000;
/** More than a statement can have subjects and materials. */
export const firstEntryPosition = 4_294_967_296;
