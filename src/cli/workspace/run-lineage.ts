// What `assay lineage` and `assay impact` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { formatCount } from '#exports/format-bytes';
import { lineageLines } from '#exports/lineage-text';
import { type ImpactReport, impactOf, lineageOf } from '#flow/lineage';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from './with-workspace.ts';
import type { WorkspaceFlags } from './workspace-flags.ts';

export interface LineageFlags extends WorkspaceFlags {
  readonly up?: boolean;
  readonly down?: boolean;
}

/** @throws {AssayError} USAGE, and what the flow throws */
export async function runLineage(this: AssayContext, flags: LineageFlags, word: string): Promise<void> {
  if (flags.up === true && flags.down === true)
    throw new AssayError('USAGE', 'Give --up or --down; each is a question of its own.');
  const direction = flags.down === true ? 'down' : 'up';
  const report = await withWorkspace(this, flags, (workspace) => lineageOf(workspace, word, direction));
  answer(this, flags.json, report, lineageLines(report, textStyleOf(this.process, undefined)));
}

/** @throws {AssayError} what the flow throws */
export async function runImpact(this: AssayContext, flags: WorkspaceFlags, word: string): Promise<void> {
  const report = await withWorkspace(this, flags, (workspace) => impactOf(workspace, word));
  const style = textStyleOf(this.process, undefined);
  answer(this, flags.json, report, [
    ...lineageLines(report.descent, style),
    ...affectedLines(report).map(escapeInvisible),
  ]);
}

function affectedLines({ references, releases, decisions, weakened }: ImpactReport): readonly string[] {
  const current = references.filter((reference) => reference.current);
  const letThrough = decisions.filter(({ decision }) => decision !== 'deny');
  return [
    `references  ${current.map(({ name, version }) => `${name}@${version}`).join(', ') || 'none points to any of it now'}`,
    ...releases.map(
      ({ system, version, channel, action, at }) => `release     ${action} ${system} ${version} (${channel}) ${at}`,
    ),
    ...letThrough.map(
      ({ gate, decision, at, statement, stands }) =>
        `decision    ${gate}: ${decision} ${at}, statement ${statement.slice(0, 12)}${stands ? '' : ' (does not count any more)'}`,
    ),
    ...(letThrough.length === 0 ? ['decision    none is recorded that let any of it through'] : []),
    ...(weakened.statements.length === 0
      ? []
      : [`weakened    ${formatCount(weakened.statements.length, 'statement')} rest on it`]),
  ];
}
