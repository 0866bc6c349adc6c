// The walk over the edges: a recursive query that visits each node once, so cycles end it and nothing is followed twice.
import { type Kysely, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { bonds } from './bond.ts';
import type { Seeds } from './find-seeds.ts';
import { inPortions } from './in-portions.ts';
import type { Direction } from './lineage-graph.ts';
import { directions, type MetNode, meetNodes } from './meet-nodes.ts';
import type { EdgeRow, EntryRow, Tables } from './tables.ts';

export type WalkedEntry = Pick<EntryRow, 'log_index' | 'envelope' | 'at' | 'standing' | 'predicate'>;

export interface Walk {
  readonly nodes: ReadonlyMap<number, MetNode>;
  /** Those that lead from one visited node to another; sorted by their place in the log. */
  readonly edges: readonly EdgeRow[];
  /** Entries of the log that say so. */
  readonly entries: ReadonlyMap<number, WalkedEntry>;
  /** Digests of the nodes, those of statements aside that no other statement leans on. */
  readonly digests: ReadonlyMap<number, Sha256>;
  readonly whole: boolean;
}

/**
 * INVARIANT: every digest of the walk is visited once, however many ways lead to it, so cycles end it.
 * Both engines visit in the order of distance, so what a limit cuts off is what is farthest away.
 * @param along - `origin`: what was made of what; `evidence`: that, and what is said on the strength of what
 */
export async function walkEdges(
  tables: Kysely<Tables>,
  seeds: Seeds,
  direction: Direction,
  along: keyof typeof bonds,
): Promise<Walk> {
  const [here, there] = directions[direction];
  const limit = limits.lineageEdges.value;
  // Cross joins, because SQLite keeps their order; it cannot know that a walk is short. Every node but the first ones is
  // reached by an edge, so where so many nodes are cut off there are too many edges as well.
  const { rows } = await sql<EdgeRow>`
    with recursive walk (node) as (
      ${seeds.start} union select edge.${sql.ref(there)} from walk cross join edge
      where edge.${sql.ref(here)} = walk.node and edge.bond >= ${bonds[along]}
    )
    select edge.log_index, edge.position, edge.child, edge.parent, edge.bond, edge.role, edge.name
    from (select node from walk limit ${2 * limit + 1}) near cross join edge
    where edge.${sql.ref(here)} = near.node and edge.bond >= ${bonds[along]} limit ${limit + 1}`.execute(tables);
  const edges = [...seeds.edges, ...rows.slice(0, limit)].sort(
    (a, b) => a.log_index - b.log_index || a.position - b.position,
  );
  const nodes = meetNodes([...seeds.numbers.values()], edges, direction);
  const numbered = new Map([...seeds.numbers].map(([digest, number]) => [number, digest]));
  const named = await nodesOf(
    tables,
    [...nodes.keys()].filter((id) => !numbered.has(id)),
  );
  const entries = await entriesOf(tables, [...new Set(edges.map(({ log_index }) => log_index))]);
  return {
    nodes,
    edges,
    entries: new Map(entries.map((one) => [one.log_index, one])),
    digests: new Map([...numbered, ...named.map(({ id, digest }): [number, Sha256] => [id, digest])]),
    whole: rows.length <= limit,
  };
}

function entriesOf(tables: Kysely<Tables>, places: readonly number[]): Promise<WalkedEntry[]> {
  return inPortions(places, (portion) =>
    tables
      .selectFrom('entry')
      .select(['log_index', 'envelope', 'at', 'standing', 'predicate'])
      .where('log_index', 'in', portion)
      .execute(),
  );
}

function nodesOf(tables: Kysely<Tables>, ids: readonly number[]): Promise<Tables['node'][]> {
  return inPortions(ids, (portion) => tables.selectFrom('node').selectAll().where('id', 'in', portion).execute());
}
