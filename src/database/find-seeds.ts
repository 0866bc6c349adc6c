// Where a walk begins.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { bonds } from './bond.ts';
import { entryRole, firstEntryPosition } from './contain-entries.ts';
import { inPortions } from './in-portions.ts';
import type { Direction } from './lineage-graph.ts';
import type { EdgeRow, Tables } from './tables.ts';

export interface Seeds {
  /** What was asked about. */
  readonly digests: readonly Sha256[];
  /** Nodes of them, for the walk: a query of one column. */
  readonly start: RawBuilder<unknown>;
  /** Every digest with the number of its node; with a negative one where the lineage does not know it. */
  readonly numbers: ReadonlyMap<Sha256, number>;
  /** From assets to files among the digests that the lineage does not know. */
  readonly edges: readonly EdgeRow[];
  readonly whole: boolean;
}

/** @param query - of one column `digest` */
export async function findSeeds(
  tables: Kysely<Tables>,
  query: RawBuilder<unknown>,
  direction: Direction,
): Promise<Seeds> {
  const limit = limits.lineageEdges.value;
  const { rows } = await sql<{
    digest: Sha256;
  }>`select distinct digest from (${query}) seed limit ${limit + 1}`.execute(tables);
  const digests = rows.slice(0, limit).map(({ digest }) => digest);
  const nodes = await inPortions(digests, (portion) =>
    tables.selectFrom('node').selectAll().where('digest', 'in', portion).execute(),
  );
  const numbers = new Map(nodes.map(({ id, digest }) => [digest, id]));
  const unknown = digests.filter((digest) => !numbers.has(digest));
  for (const [place, digest] of unknown.entries()) numbers.set(digest, -1 - place);
  return {
    digests,
    start: direction === 'up' ? nodesOf(query) : sql`${nodesOf(query)} union ${wholesOf(query)}`,
    numbers,
    edges: direction === 'up' ? [] : await edgesTo(tables, unknown, numbers),
    whole: rows.length <= limit,
  };
}

function nodesOf(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select node.id from (${query}) seed cross join node where node.digest = seed.digest`;
}

/** Nodes of the assets in which the digests lie. */
function wholesOf(query: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select node.id from (${query}) seed cross join asset_entry file cross join asset cross join node
    where file.sha256 = seed.digest and asset.log_index = file.log_index and node.digest = asset.asset`;
}

async function edgesTo(
  tables: Kysely<Tables>,
  unknown: readonly Sha256[],
  numbers: ReadonlyMap<Sha256, number>,
): Promise<readonly EdgeRow[]> {
  const rows = await inPortions(unknown, (portion) =>
    tables
      .selectFrom('asset_entry as file')
      .innerJoin('asset', 'asset.log_index', 'file.log_index')
      .innerJoin('node', 'node.digest', 'asset.asset')
      .select(['file.log_index', 'file.position', 'file.path', 'file.sha256', 'node.id'])
      .where('file.sha256', 'in', portion)
      .execute(),
  );
  return rows.map(({ log_index, position, path, sha256, id }) => {
    const parent = (sha256 === null ? undefined : numbers.get(sha256)) ?? 0;
    const place = { log_index, position: firstEntryPosition + position };
    return { ...place, child: id, parent, bond: bonds.content, role: entryRole, name: path };
  });
}
