// The changes of keys that are in the index, as the trust is told from them.
import type { Kysely } from 'kysely';
import type { SignedChange } from '#attest/key-change-rule';
import { type KeyChange, predicate as keyChange } from '#predicates/key-change';
import { IndexError } from './index-error.ts';
import { textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';

/** In log order, up to the entry `until` and with it; also those that fell with the keys that signed them. */
export async function loadKeyChanges(database: Kysely<Tables>, until: number): Promise<readonly SignedChange[]> {
  const changes = await database
    .selectFrom('key_change')
    .innerJoin('entry', 'entry.log_index', 'key_change.log_index')
    .select(['key_change.log_index', 'key_change.body', 'entry.at'])
    .where('key_change.log_index', '<=', until)
    .orderBy('key_change.log_index')
    .execute();
  const signers = await database
    .selectFrom('key_change')
    .innerJoin('signer', 'signer.log_index', 'key_change.log_index')
    .select(['signer.log_index', 'signer.key_id'])
    .where('key_change.log_index', '<=', until)
    .orderBy('signer.log_index')
    .orderBy('signer.position')
    .execute();
  const signedBy = Map.groupBy(signers, ({ log_index }) => log_index);
  return changes.map(({ log_index, body, at }) => ({
    change: parseChange(textOfStored(body), log_index),
    at: new Date(at).toISOString(),
    index: log_index,
    signedBy: (signedBy.get(log_index) ?? []).map(({ key_id }) => key_id),
  }));
}

/** It was verified before it was stored, so anything else shows damage. */
function parseChange(text: string, index: number): KeyChange {
  try {
    return keyChange.schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new IndexError('INDEX_CORRUPT', `The index holds no change of keys in entry ${index}`, { cause });
  }
}
