// Where something comes from, and what has come of it.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import { buildSteps } from './build-steps.ts';
import { completeSteps } from './complete-steps.ts';
import { describeNodes } from './describe-nodes.ts';
import { findSeeds } from './find-seeds.ts';
import type { IndexDatabase } from './index-database.ts';
import type { Direction, LineageGraph } from './lineage-graph.ts';
import type { Tables } from './tables.ts';
import { unrecordedOf } from './unrecorded.ts';
import { walkEdges } from './walk-edges.ts';

/**
 * @param digest - of an asset, a file, a statement, a tool: anything that a statement names
 * @param direction - `up`: what it was made of; `down`: what was made of it
 * @param along - `evidence`: what statements lean on as well, for example the data that something was tested on
 * @limits `limits.lineageEdges`: what is farther away is left out, and the answer says so
 */
export async function lineage(
  index: IndexDatabase,
  digest: Sha256,
  direction: Direction,
  along: 'origin' | 'evidence' = 'origin',
): Promise<LineageGraph> {
  return graphFrom(index.tables, sql`select cast(${digest} as text) as digest`, direction, along);
}

/** @param query - of one column `digest` */
export async function graphFrom(
  tables: Kysely<Tables>,
  query: RawBuilder<unknown>,
  direction: Direction,
  along: 'origin' | 'evidence',
): Promise<LineageGraph> {
  const seeds = await findSeeds(tables, query, direction);
  const walk = await walkEdges(tables, seeds, direction, along);
  const nodes = await describeNodes(tables, walk);
  const steps = await completeSteps(tables, buildSteps(walk));
  return {
    direction,
    from: seeds.digests,
    nodes,
    steps,
    whole: seeds.whole && walk.whole,
    unrecorded: await unrecordedOf(tables, nodes, steps),
  };
}
