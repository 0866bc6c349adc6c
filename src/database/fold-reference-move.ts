// Where a reference points from now on.
import type { Verified } from '#attest/verified';
import { predicate as referenceMove } from '#predicates/reference-move';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldReferenceMove({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const body = bodyOf(statement, referenceMove);
  if (body === undefined) return;
  rows.add('reference_move', {
    log_index: index,
    name: body.name,
    version: body.version,
    asset: body.to,
    previous: body.from ?? null,
    why: body.why,
    update_point: body.updatePoint ?? null,
    restores: body.restores ?? null,
  });
}
