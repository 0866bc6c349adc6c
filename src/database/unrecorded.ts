// What a walk cannot have seen: where nobody has said anything, and where what was said does not count.
import { type Kysely, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import type { LineageNode, LineageStep } from './lineage-graph.ts';
import type { Tables } from './tables.ts';

export interface Unrecorded {
  /** Assets and files that the walk met, about whose origin nothing is stated. */
  readonly withoutOrigin: readonly Sha256[];
  /** Named by a statement, and otherwise unknown: no asset, no file of one, nothing stated about it. */
  readonly unknown: readonly Sha256[];
  /** Statements that tell how something was made without saying that they name all of its materials. */
  readonly openEnded: readonly Sha256[];
  /** Statements whose signer was revoked from before their time. */
  readonly revoked: readonly Sha256[];
  /** Entries of the log, anywhere in it, that do not count: whatever they say is not here. */
  readonly refusedEntries: number;
}

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
