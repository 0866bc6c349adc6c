// What the commands of `assay tool` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { findSubject } from '#flow/statements/find-subject';
import { listTools } from '#flow/tools/list-tools';
import { registerTool, type ToolWords } from '#flow/tools/register-tool';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { release } from '../release.generated.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';

export interface RegisterToolFlags extends SigningFlags {
  readonly form: ToolWords['form'];
  readonly toolVersion?: string;
  readonly runsOn?: readonly string[];
  readonly reads?: readonly string[];
  readonly writes?: readonly string[];
  readonly network?: readonly string[];
  readonly updates: ToolWords['updates'];
  readonly manifest?: string;
  readonly assessment?: string;
  readonly why: string;
}

export async function runToolRegister(this: AssayContext, flags: RegisterToolFlags, asset: string): Promise<void> {
  const { form, updates, why, toolVersion: version, manifest, assessment: word } = flags;
  const report = await withWorkspace(this, flags, async (workspace) => {
    const found = word === undefined ? undefined : await findSubject(await workspace.index(), word);
    if (found !== undefined && found.kind !== 'statement') throw new AssayError('USAGE', `${word} is no statement`);
    return registerTool(workspace, {
      ...{
        asset,
        form,
        updates,
        why,
        runsOn: flags.runsOn ?? [],
        reads: flags.reads ?? [],
        writes: flags.writes ?? [],
      },
      network: flags.network ?? [],
      tool: { version: release.version, ruleset: release.ruleset },
      ...(version === undefined ? {} : { version }),
      ...(manifest === undefined ? {} : { manifest }),
      ...(found === undefined ? {} : { assessment: found.statement }),
    });
  });
  const { tool, statement, flags: open, changed, findings } = report;
  answer(this, flags.json, report, [
    `${tool} is registered as ${statement.slice(0, 12)}`,
    ...open.map((text) => `  ${escapeInvisible(text)}`),
    ...changed.map((name) => `  what it tells models about ${escapeInvisible(name)} is not what was recorded before`),
    ...findings.map(({ check, severity, message }) => `  ${severity} ${check}: ${escapeInvisible(message)}`),
  ]);
  const isBad = changed.length > 0 || findings.some(({ severity }) => severity === 'critical' || severity === 'high');
  if (isBad) this.answer = exitCodes.no;
  else if (open.length + findings.length > 0) this.answer = exitCodes.couldNotTell;
}

export async function runToolList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const listed = await withWorkspace(this, flags, listTools);
  const rows = listed.tools.map(({ asset, name, access, flags: open }) => [
    escapeInvisible(name),
    asset.slice(0, 12),
    access?.form ?? 'unknown',
    access?.reads.map(escapeInvisible).join(' ') || '-',
    access?.writes.map(escapeInvisible).join(' ') || '-',
    access?.network.map(escapeInvisible).join(' ') || '-',
    open.map(escapeInvisible).join('; ') || '-',
  ]);
  const lines =
    rows.length === 0
      ? ['no tool is recorded']
      : columns(
          ['TOOL', 'ASSET', 'FORM', 'READS', 'CHANGES', 'TALKS TO', 'LOOK AT'],
          rows,
          textStyleOf(this.process, undefined),
        );
  answer(this, flags.json, listed, lines);
  if (listed.tools.some(({ flags: open }) => open.length > 0)) this.answer = exitCodes.couldNotTell;
}
