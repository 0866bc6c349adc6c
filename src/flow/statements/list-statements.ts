// Statements as the command lists them.
import { type ListedStatement, listStatements, type StatementFilter } from '#database/list-statements';
import type { Workspace } from '../workspace/workspace.ts';

export interface ListedStatements {
  readonly schema: 'assay.statements/1';
  /** Entries of the log. */
  readonly logSize: number;
  /** In log order, the newest last. */
  readonly statements: readonly ListedStatement[];
  /** Whether there are earlier ones that were not listed. */
  readonly more: boolean;
}

/** @throws what opening the index throws */
export async function listWorkspaceStatements(
  workspace: Workspace,
  filter: StatementFilter,
  most: number,
): Promise<ListedStatements> {
  const index = await workspace.index();
  const { next: logSize } = await index.cursor();
  const { statements, more } = await listStatements(index, workspace.now().getTime(), filter, most);
  return { schema: 'assay.statements/1', logSize, statements, more };
}
