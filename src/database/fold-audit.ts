// When it was looked whether everything still is as it was recorded, and when to look again.
import type { Verified } from '#attest/verified';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldAudit({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const body = bodyOf(statement, integrityCheck);
  if (body === undefined) return;
  rows.add('audit', {
    log_index: index,
    scope: body.scope.kind,
    name: body.scope.name ?? null,
    outcome: body.outcome,
    mode: body.mode,
    finished_at: Date.parse(body.finishedAt),
    due_by: body.dueBy === undefined ? null : Date.parse(body.dueBy),
  });
}
