// Whether the name that a decision was about leads to other bytes by now, of which no decision of that gate says anything.
import { type ListedDecision, listDecisions } from '#database/list-decisions';
import { referenceHistory } from '#database/reference-history';
import type { Workspace } from '../workspace/workspace.ts';
import type { ReopenedCause } from './reopened.ts';

export async function findMoved(
  workspace: Workspace,
  { label, asset, gate }: Pick<ListedDecision, 'label' | 'asset' | 'gate'>,
): Promise<ReopenedCause | undefined> {
  const name = /^([A-Za-z0-9][A-Za-z0-9._/-]*)@[1-9][0-9]*$/.exec(label)?.[1];
  if (name === undefined) return undefined;
  const index = await workspace.index();
  const newest = (await referenceHistory(index, name)).findLast(({ stands }) => stands);
  if (newest === undefined || newest.asset === asset) return undefined;
  const decided = (await listDecisions(index, newest.asset)).some((one) => one.gate === gate);
  if (decided) return undefined;
  return {
    cause: 'reference-moved',
    because: `${name} is version ${newest.version} by now, and ${gate} has let nothing of it through`,
    logEntry: newest.logIndex,
    remedy: `assay gate decide ${gate} ${name} --record`,
  };
}
