// A revocation reaches back: what the key signed from a certain time on does not count any more, although it did when it was
// recorded; and what fell with an earlier revocation counts again when that one is found to be void.

import type { Kysely } from 'kysely';
import { type FoldedKeys, foldKeyChanges } from '#attest/fold-key-changes';
import { refusalOf, type TrustedKey } from '#attest/trusted-key';
import type { Sha256 } from '#core/digest';
import { loadKeyChanges } from './load-key-changes.ts';
import type { Rows } from './rows.ts';
import type { EntryRow, Standing, Tables } from './tables.ts';

type Signed = Pick<EntryRow, 'log_index' | 'at' | 'predicate' | 'standing' | 'envelope'>;

/** Judges anew what the revocations among `rows`, which are in the tables already, have an influence on. */
export async function restandStatements(database: Kysely<Tables>, rows: Rows): Promise<void> {
  for (const { action, log_index } of rows.of('key_change')) {
    if (action === 'revoke') await restandBefore(database, log_index);
  }
}

async function restandBefore(database: Kysely<Tables>, revocation: number): Promise<void> {
  const changes = await loadKeyChanges(database, revocation);
  const [first] = changes;
  if (first === undefined || first.change.action !== 'trust') return;
  const root = first.change.key.id;
  const before = foldKeyChanges(root, changes.slice(0, -1));
  const after = foldKeyChanges(root, changes);
  const ids = new Set([...before.keys.keys(), ...after.keys.keys()]);
  const affected = [...ids].filter((id) => differ(before.keys.get(id), after.keys.get(id)));
  for (const id of affected) await restandSignedBy(database, id, after, revocation);
}

/** Whether it makes a difference to the past under which of the two a statement is judged. */
export function differ(before: TrustedKey | undefined, after: TrustedKey | undefined): boolean {
  const facts = (key: TrustedKey | undefined): unknown => [key?.grants, key?.replaced, key?.revoked?.from];
  return JSON.stringify(facts(before)) !== JSON.stringify(facts(after));
}

async function restandSignedBy(
  database: Kysely<Tables>,
  key: Sha256,
  keys: FoldedKeys,
  revocation: number,
): Promise<void> {
  for (let after = -1; ; ) {
    const signed = await database
      .selectFrom('signer')
      .innerJoin('entry', 'entry.log_index', 'signer.log_index')
      .select(['entry.log_index', 'entry.at', 'entry.predicate', 'entry.standing', 'entry.envelope'])
      .where('signer.key_id', '=', key)
      .where('signer.log_index', '>', after)
      .where('signer.log_index', '<', revocation)
      .orderBy('signer.log_index')
      .limit(pageRows)
      .execute();
    await restandPage(database, signed, keys, revocation);
    const last = signed.at(-1);
    if (last === undefined || signed.length < pageRows) return;
    after = last.log_index;
  }
}

async function restandPage(
  database: Kysely<Tables>,
  signed: readonly Signed[],
  keys: FoldedKeys,
  revocation: number,
): Promise<void> {
  if (signed.length === 0) return;
  const rows = await database
    .selectFrom('signer')
    .select(['log_index', 'key_id'])
    .where(
      'log_index',
      'in',
      signed.map(({ log_index }) => log_index),
    )
    .execute();
  const signers = Map.groupBy(rows, ({ log_index }) => log_index);
  const turned = Map.groupBy(signed, (one) => {
    const standing = standingOf(one, signers.get(one.log_index) ?? [], keys);
    return standing === one.standing ? undefined : standing;
  });
  for (const [standing, entries] of turned) {
    if (standing === undefined) continue;
    const reason = standing === 'revoked' ? `no key that signed it counts since entry ${revocation}` : null;
    await database
      .updateTable('entry')
      .set({ standing, reason })
      .where(
        'log_index',
        'in',
        entries.map(({ log_index }) => log_index),
      )
      .execute();
  }
}

export function standingOf(
  one: Signed,
  signers: readonly { readonly key_id: Sha256 }[],
  { keys, inEffect }: FoldedKeys,
): Standing {
  const standing = one.predicate === null ? 'foreign' : 'verified';
  if (one.predicate === 'key-change') return inEffect.has(one.log_index) ? standing : 'revoked';
  const dated = { kind: one.predicate ?? 'foreign', at: new Date(one.at).toISOString(), index: one.log_index };
  const counts = signers.some(({ key_id }) => {
    const key = keys.get(key_id);
    return key !== undefined && refusalOf(key, dated) === undefined;
  });
  return counts ? standing : 'revoked';
}

const pageRows = 1000;
