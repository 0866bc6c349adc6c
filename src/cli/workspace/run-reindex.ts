// What `assay reindex` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import { type Reindexed, rebuildIndex } from '#flow/workspace/rebuild-index';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { withWorkspace } from './with-workspace.ts';
import type { WorkspaceFlags } from './workspace-flags.ts';

/** @throws {AssayError} what the flow throws */
export async function runReindex(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const reindexed = await withWorkspace(this, flags, rebuildIndex);
  const { outcome, entries, rows, problem } = reindexed;
  const size = `${formatCount(entries, 'entry', 'entries')} of the log, ${formatCount(rows, 'row')}`;
  const lines = [`${said[outcome]}: ${size}`, ...(problem === undefined ? [] : [`  was  ${problem.message}`])];
  answer(this, flags.json, reindexed, lines.map(escapeInvisible));
  this.answer = outcome === 'repaired' ? exitCodes.no : exitCodes.yes;
}

const said: Readonly<Record<Reindexed['outcome'], string>> = {
  same: 'the index is what it has to be',
  made: 'the index was made',
  repaired: 'the index was wrong, and is right now',
};
