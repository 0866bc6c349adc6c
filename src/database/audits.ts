// When it was last looked whether everything is as recorded, and what is overdue.
import { sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { type AssetRecord, currentAssets } from './asset-record.ts';
import type { IndexDatabase } from './index-database.ts';
import { textOfStored } from './stored-text.ts';

export interface AuditRecord {
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly scope: string;
  readonly name?: string;
  readonly outcome: string;
  readonly mode: string;
  readonly finishedAt: string;
  /** When the next one has to have run. */
  readonly dueBy?: string;
}

/** The newest audit of a scope that counts, for example of `workspace`; undefined when there was none. */
export async function lastAudit({ tables }: IndexDatabase, scope: string): Promise<AuditRecord | undefined> {
  const row = await tables
    .selectFrom('audit')
    .innerJoin('entry', 'entry.log_index', 'audit.log_index')
    .selectAll('audit')
    .select('entry.envelope')
    .where('audit.scope', '=', scope)
    .where('entry.standing', '=', 'verified')
    .orderBy('audit.log_index', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    statement: row.envelope,
    logIndex: row.log_index,
    scope: row.scope,
    ...(row.name === null ? {} : { name: textOfStored(row.name) }),
    outcome: row.outcome,
    mode: row.mode,
    finishedAt: new Date(row.finished_at).toISOString(),
    ...(row.due_by === null ? {} : { dueBy: new Date(row.due_by).toISOString() }),
  };
}

export interface OverdueAssets {
  /** In the order in which they were recorded. */
  readonly assets: readonly AssetRecord[];
  readonly more: boolean;
}

/**
 * Assets that no audit that counts has looked at since, whatever its outcome was. Goes through all assets.
 * @param since - milliseconds since 1970
 */
export async function overdueAssets({ tables }: IndexDatabase, since: number): Promise<OverdueAssets> {
  const limit = limits.indexRows.value;
  const audited = sql`exists (
    select 1 from subject join audit on audit.log_index = subject.log_index
    join entry looked on looked.log_index = audit.log_index
    where subject.digest = asset.asset and audit.finished_at >= ${since} and looked.standing = 'verified')`;
  const assets = await currentAssets(tables, sql`not ${audited}`, limit + 1);
  return { assets: assets.slice(0, limit), more: assets.length > limit };
}
