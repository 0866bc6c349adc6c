// What was stated about a digest, and whether it still says something.

import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';
import type { Standing } from './tables.ts';

export interface StatementRecord {
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  readonly standing: Standing;
  /** Why it does not stand. */
  readonly reason?: string;
  /** Kind of the predicate, where it is known. */
  readonly kind?: string;
  readonly predicateType: string;
  readonly signedBy: readonly Sha256[];
  /** Its time to live ends here. */
  readonly expiresAt?: string;
  readonly expired: boolean;
}

/**
 * In log order; at most `limits.indexRows`.
 * @param now - milliseconds since 1970, decides what has expired
 * @param wanted - `kind` of the predicate; `after` this entry of the log
 */
export async function statementsOf(
  index: IndexDatabase,
  subject: Sha256,
  now: number,
  wanted: { readonly kind?: string; readonly after?: number } = {},
): Promise<readonly StatementRecord[]> {
  let query = index.tables
    .selectFrom('subject')
    .innerJoin('entry', 'entry.log_index', 'subject.log_index')
    .selectAll('entry')
    .where('subject.digest', '=', subject);
  if (wanted.kind !== undefined) query = query.where('entry.predicate', '=', wanted.kind);
  if (wanted.after !== undefined) query = query.where('entry.log_index', '>', wanted.after);
  const entries = await query.orderBy('entry.log_index').limit(limits.indexRows.value).execute();
  const signers = await signersOf(
    index,
    entries.map(({ log_index }) => log_index),
  );
  return entries.map((entry) => ({
    statement: entry.envelope,
    logIndex: entry.log_index,
    at: new Date(entry.at).toISOString(),
    standing: entry.standing,
    ...(entry.reason === null ? {} : { reason: textOfStored(entry.reason) }),
    ...(entry.predicate === null ? {} : { kind: entry.predicate }),
    predicateType: textOfStored(entry.predicate_type ?? ''),
    signedBy: signers.get(entry.log_index) ?? [],
    ...(entry.expires_at === null ? {} : { expiresAt: new Date(entry.expires_at).toISOString() }),
    expired: entry.expires_at !== null && now >= entry.expires_at,
  }));
}

async function signersOf(
  index: IndexDatabase,
  entries: readonly number[],
): Promise<ReadonlyMap<number, readonly Sha256[]>> {
  if (entries.length === 0) return new Map();
  const rows = await index.tables
    .selectFrom('signer')
    .select(['log_index', 'key_id'])
    .where('log_index', 'in', entries)
    .orderBy('log_index')
    .orderBy('position')
    .execute();
  const keys = Map.groupBy(rows, ({ log_index }) => log_index);
  return new Map([...keys].map(([entry, list]) => [entry, list.map(({ key_id }) => key_id)]));
}
