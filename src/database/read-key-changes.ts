// The entries that changed keys, for whoever makes the trust of the log again.
import type { IndexDatabase } from './index-database.ts';

export interface KeyChangeEntry {
  readonly log_index: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly envelope: string;
}

/** In log order; also those whose signer was revoked later: they counted when they were made. */
export async function readKeyChanges({ tables }: IndexDatabase): Promise<readonly KeyChangeEntry[]> {
  return tables
    .selectFrom('entry')
    .select(['log_index', 'at', 'envelope'])
    .where('predicate', '=', 'key-change')
    .where('standing', 'in', ['verified', 'revoked'])
    .orderBy('log_index')
    .execute();
}
