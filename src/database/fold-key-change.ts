// Whose signatures count.
import type { Verified } from '#attest/verified';
import { canonicalJson } from '#core/canonical-json';
import { predicate as keyChange } from '#predicates/key-change';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import type { Rows } from './rows.ts';

export function foldKeyChange({ index }: LoggedEntry, statement: Verified, rows: Rows): void {
  const body = bodyOf(statement, keyChange);
  if (body === undefined) return;
  const key_id = body.action === 'revoke' ? body.old : body.key.id;
  rows.add('key_change', {
    log_index: index,
    key_id,
    action: body.action,
    body: canonicalJson(JSON.parse(JSON.stringify(body))),
  });
}
