// Placements that cite a decision.
import { isOfKind } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { predicate as placement } from '#predicates/placement';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ReopenedDecision } from './reopened.ts';

/** In log order, those that stand. */
export async function placementsOn(workspace: Workspace, decision: Sha256): Promise<ReopenedDecision['placements']> {
  const { tables } = await workspace.index();
  const rows = await tables
    .selectFrom('node')
    .innerJoin('edge', 'edge.parent', 'node.id')
    .innerJoin('entry', 'entry.log_index', 'edge.log_index')
    .select(['entry.log_index', 'entry.envelope'])
    .distinct()
    .where('node.digest', '=', decision)
    .where('entry.predicate', '=', placement.kind)
    .where('entry.standing', '=', 'verified')
    .orderBy('entry.log_index')
    .execute();
  const found: ReopenedDecision['placements'][number][] = [];
  for (const { log_index: logIndex, envelope: statement } of rows) {
    const read = await readStatement(workspace, logIndex);
    if (isOfKind(read, placement)) found.push({ zone: read.body.to, statement, logIndex });
  }
  return found;
}
