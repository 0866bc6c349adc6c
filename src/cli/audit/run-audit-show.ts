// What `assay audit show` and `assay audit shred` do; loaded when one is called.
import { escapeInvisible } from '#core/quote';
import { showEvent, shredDetails } from '#flow/audit/show-event';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export type ShowEventFlags = SigningFlags;

export interface ShredFlags extends SigningFlags {
  readonly why: string;
  readonly basis?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runAuditShow(this: AssayContext, flags: ShowEventFlags, entry: number): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showEvent(workspace, entry));
  const { event, details, detailsMissing } = shown;
  const rows = Object.entries(event).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const sealed =
    details === undefined ? [] : Object.entries(details).map(([name, value]) => [`sealed ${name}`, String(value)]);
  const missing = detailsMissing === undefined ? [] : [['sealed', detailsMissing]];
  const lines = [...rows, ...sealed, ...missing].map(
    ([name = '', value = '']) => `${name.padEnd(14)} ${escapeInvisible(value)}`,
  );
  answer(this, flags.json, shown, lines);
}

/** @throws {AssayError} what the flow throws */
export async function runAuditShred(this: AssayContext, flags: ShredFlags, entry: number): Promise<void> {
  const { why, basis } = flags;
  const wish = { why, ...(basis === undefined ? {} : { basis }) };
  const shredded = await withWorkspace(this, flags, (workspace) => shredDetails(workspace, entry, wish));
  answer(this, flags.json, shredded, [
    `what was sealed about entry ${entry} is destroyed; the entry stays, statement ${shredded.statement.slice(0, 12)} says so`,
  ]);
}
