// What a gate let through.
import type { Verified } from '#attest/verified';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldDecision({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const body = bodyOf(statement, gateDecision);
  if (body !== undefined) rows.add('decision', { log_index: index, gate: body.gate, decision: body.decision });
}
