// Which assets contain a file that the lineage knows: so a file's descendants include those of the assets it lies in, and an
// asset's origins those of its files. Only such files get an edge, or every file of every dataset would.
import { type Kysely, sql } from 'kysely';
import { entryRole } from './fold-materials.ts';
import type { Rows } from './rows.ts';
import type { Tables } from './tables.ts';

/** Adds the edges for the entries and the edges among `rows`, which are in the tables already. */
export async function containEntries(database: Kysely<Tables>, rows: Rows): Promise<void> {
  const digests = [...new Set(rows.of('edge').flatMap(({ child, parent }) => [child, parent]))];
  for (let at = 0; at < digests.length; at += valuesAtOnce) {
    await contain(database, sql`asset_entry.sha256 in (${sql.join(digests.slice(at, at + valuesAtOnce))})`);
  }
  const listed = [...new Set(rows.of('asset_entry').map(({ log_index }) => log_index))];
  for (const log_index of listed) {
    await contain(
      database,
      sql`asset_entry.log_index = ${log_index} and (
        exists (select 1 from edge where edge.child = asset_entry.sha256 and edge.role <> ${entryRole})
        or exists (select 1 from edge where edge.parent = asset_entry.sha256 and edge.role <> ${entryRole}))`,
    );
  }
}

/** Those of one statement are numbered far from its own edges, by the place of the entry, so it makes no difference when they come. */
async function contain(database: Kysely<Tables>, condition: ReturnType<typeof sql>): Promise<void> {
  await sql`
    insert into edge (log_index, position, child, parent, role, name)
    select asset_entry.log_index, ${firstPosition} + asset_entry.position, asset.asset, asset_entry.sha256, ${entryRole}, asset_entry.path
    from asset_entry join asset on asset.log_index = asset_entry.log_index
    where ${condition}
    on conflict do nothing`.execute(database);
}

const valuesAtOnce = 5000;
const firstPosition = 4_294_967_296;
