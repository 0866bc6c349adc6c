// Who had a hand in the subjects of a statement, and whether it says that it names everything they were made of.
import type { Verified } from '#attest/verified';
import { findPredicate } from '#predicates/find-predicate';
import { predicate as provenance } from '#predicates/provenance';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldMaking({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const parties = findPredicate(statement.predicateType)?.parties?.(statement.body) ?? [];
  for (const [position, { role, id }] of parties.entries()) {
    rows.add('party', { log_index: index, position, role, party: id });
  }
  const body = bodyOf(statement, provenance)?.buildDefinition;
  if (body === undefined) return;
  const complete = body.assay_dependenciesComplete === true ? 1 : 0;
  rows.add('making', { log_index: index, build_type: body.buildType, complete });
}
