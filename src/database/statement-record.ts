// An entry of the log as queries give it: of what kind, by whom, and whether it still says something.
import type { Sha256 } from '#core/digest';
import { findStale } from './find-stale.ts';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';
import type { EntryRow, Standing } from './tables.ts';

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
  /** Why it says nothing any more although its time is not over: what it rests on was replaced, or does not count. */
  readonly stale?: string;
}

/** @param now - milliseconds since 1970, decides what has expired */
export async function recordsOf(
  index: IndexDatabase,
  entries: readonly EntryRow[],
  now: number,
): Promise<readonly StatementRecord[]> {
  const signers = await signersOf(
    index,
    entries.map(({ log_index }) => log_index),
  );
  const stale = await findStale(
    index.tables,
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
    ...staleOf(entry, stale),
  }));
}

function staleOf(
  { log_index, standing }: EntryRow,
  reasons: ReadonlyMap<number, string>,
): Pick<StatementRecord, 'stale'> {
  const stale = reasons.get(log_index);
  return stale === undefined || standing !== 'verified' ? {} : { stale };
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
