// What a walk cannot have seen: where nobody has said anything, and where what was said does not count.
import { type Kysely, sql } from 'kysely';
import type { LineageNode, LineageStep, Unrecorded } from './lineage-graph.ts';
import type { Tables } from './tables.ts';

export async function unrecordedOf(
  tables: Kysely<Tables>,
  nodes: readonly LineageNode[],
  steps: readonly LineageStep[],
): Promise<Unrecorded> {
  const { refused } = await tables
    .selectFrom('entry')
    .select(({ fn }) => fn.countAll<number>().as('refused'))
    .where('standing', '=', sql.lit('refused'))
    .executeTakeFirstOrThrow();
  const withoutOrigin = nodes.filter(
    ({ kind, originStated }) => (kind === 'asset' || kind === 'file') && !originStated,
  );
  return {
    withoutOrigin: withoutOrigin.map(({ digest }) => digest),
    unknown: nodes.filter(({ kind }) => kind === 'unknown').map(({ digest }) => digest),
    openEnded: steps.filter(({ namesAllMaterials }) => namesAllMaterials === false).map(({ statement }) => statement),
    revoked: steps.filter(({ grade }) => grade === 'revoked').map(({ statement }) => statement),
    refusedEntries: refused,
  };
}
