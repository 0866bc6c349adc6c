// The entry of the log that took the signature of a statement away.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';

/** undefined where no key that signed it was revoked. */
export async function findRevocation({ tables }: IndexDatabase, statement: Sha256): Promise<number | undefined> {
  const row = await tables
    .selectFrom('entry')
    .innerJoin('signer', 'signer.log_index', 'entry.log_index')
    .innerJoin('key_change', 'key_change.key_id', 'signer.key_id')
    .innerJoin('entry as change', 'change.log_index', 'key_change.log_index')
    .select('key_change.log_index')
    .where('entry.envelope', '=', statement)
    .where('key_change.action', '=', 'revoke')
    .where('change.standing', '=', 'verified')
    .orderBy('key_change.log_index', 'desc')
    .executeTakeFirst();
  return row?.log_index;
}
