// When it was last looked whether everything is as recorded.
import type { Sha256 } from '#core/digest';
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
