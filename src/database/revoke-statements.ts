// What a revoked key signed from a certain time on does not count any more, although it did when it was written.
import type { Kysely } from 'kysely';
import { predicate as keyChange } from '#predicates/key-change';
import type { Rows } from './rows.ts';
import type { Tables } from './tables.ts';

/** Turns the standing of earlier statements that the revocations among `rows` reach. */
export async function revokeStatements(database: Kysely<Tables>, rows: Rows): Promise<void> {
  for (const { body, log_index } of rows.of('key_change')) {
    const change = keyChange.schema.parse(JSON.parse(body));
    if (change.action === 'revoke') await revoke(database, change.old, change.from, log_index);
  }
}

async function revoke(database: Kysely<Tables>, key: string, from: string, index: number): Promise<void> {
  await database
    .updateTable('entry')
    .set({ standing: 'revoked', reason: `entry ${index} revoked the key that signed it from ${from} on` })
    .where('standing', 'in', ['verified', 'foreign'])
    .where('at', '>=', Date.parse(from))
    .where('log_index', '<', index)
    .where('log_index', 'in', (query) => query.selectFrom('signer').select('log_index').where('key_id', '=', key))
    .execute();
}
