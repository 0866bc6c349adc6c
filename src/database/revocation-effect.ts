// What stops to count when a key is revoked from a certain time on, before anybody revokes it.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { IndexDatabase } from './index-database.ts';
import { recordsOf, type StatementRecord } from './statement-record.ts';

export interface RevocationEffect {
  /** In log order. */
  readonly statements: readonly StatementRecord[];
  readonly more: boolean;
}

/**
 * Statements that count today and that no other key signed. Of the keys that it changed, what they signed would fall as well; ask
 * for these keys in turn.
 * @param from - milliseconds since 1970
 * @param now - milliseconds since 1970, decides what has expired
 */
export async function revocationEffect(
  index: IndexDatabase,
  key: Sha256,
  from: number,
  now: number,
): Promise<RevocationEffect> {
  const limit = limits.indexRows.value;
  const entries = await index.tables
    .selectFrom('signer')
    .innerJoin('entry', 'entry.log_index', 'signer.log_index')
    .selectAll('entry')
    .where('signer.key_id', '=', key)
    .where('entry.at', '>=', from)
    .where('entry.standing', 'in', ['verified', 'foreign'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('signer as other')
            .select('other.position')
            .whereRef('other.log_index', '=', 'entry.log_index')
            .where('other.key_id', '<>', key),
        ),
      ),
    )
    .orderBy('entry.log_index')
    .limit(limit + 1)
    .execute();
  return { statements: await recordsOf(index, entries.slice(0, limit), now), more: entries.length > limit };
}
