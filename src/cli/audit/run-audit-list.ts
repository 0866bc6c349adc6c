// What `assay audit list` does; loaded when it is called.
import type { AuditEvent } from '#core/audit/audit-event';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { type ListAuditOptions, listAudit } from '#flow/audit/list-audit';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export type AuditListFlags = SigningFlags & ListAuditOptions;

/** @throws {AssayError} what the flow throws */
export async function runAuditList(this: AssayContext, flags: AuditListFlags): Promise<void> {
  const listed = await withWorkspace(this, flags, (workspace) => listAudit(workspace, optionsOf(flags)));
  const heading = ['ENTRY', 'TIME', 'ACTOR', 'ACTION', 'DECISION', 'WHERE', 'WHAT'];
  const lines = columns(heading, listed.events.map(rowOf), textStyleOf(this.process, undefined));
  const notes = [
    ...(listed.more ? [`There are earlier ones; --before ${listed.events[0]?.logIndex ?? 0} shows them.`] : []),
    ...(listed.mayRead
      ? []
      : [`${escapeInvisible(listed.reader)} may not read the audit: who, what and why is taken out.`]),
  ];
  answer(this, flags.json, listed, listed.events.length === 0 ? ['No such event.', ...notes] : [...lines, ...notes]);
}

function optionsOf({
  actor,
  asset,
  zone,
  action,
  decision,
  kind,
  since,
  until,
  before,
  most,
}: AuditListFlags): ListAuditOptions {
  const given = { actor, asset, zone, action, decision, kind, since, until, before };
  return { most, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function rowOf(event: AuditEvent): readonly string[] {
  const { logIndex, at, actor, action, decision, standing, zone, asset, target } = event;
  const what = [asset?.slice(0, 12), target].filter((part) => part !== undefined).join(' ');
  return [
    String(logIndex),
    at.slice(0, 19).replace('T', ' '),
    escapeInvisible(actor),
    escapeInvisible(action),
    standing === 'verified' ? (decision ?? '-') : standing,
    escapeInvisible(zone ?? '-'),
    escapeInvisible(what === '' ? '-' : what),
  ];
}
