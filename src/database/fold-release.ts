// What was released.
import type { Verified } from '#attest/verified';
import { predicate as release } from '#predicates/release';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldRelease({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const body = bodyOf(statement, release);
  if (body === undefined) return;
  const { action, system, version, channel } = body;
  rows.add('release', { log_index: index, action, system, version, channel });
}
