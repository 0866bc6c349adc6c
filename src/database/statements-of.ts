// What was stated about a digest, and whether it still says something.

import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import type { IndexDatabase } from './index-database.ts';
import { recordsOf, type StatementRecord } from './statement-record.ts';

export type { StatementRecord } from './statement-record.ts';

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
  return recordsOf(index, entries, now);
}
