// Statements that say something on the strength of what turned out to be bad, and those that rest on these: a decision rests on an
// evaluation, the evaluation on a data set.
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { bonds } from './bond.ts';
import { inPortions } from './in-portions.ts';
import type { EntryRow, Tables } from './tables.ts';

export interface WeakenedStatement {
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  readonly kind: string;
  readonly subjects: readonly Sha256[];
}

export interface Weakened {
  /** In log order. */
  readonly statements: readonly WeakenedStatement[];
  /** Whether there are more than `limits.indexRows`; those that are here are the nearest. */
  readonly more: boolean;
}

/**
 * @param query - of one column `digest`
 */
export async function findWeakened(tables: Kysely<Tables>, query: RawBuilder<unknown>): Promise<Weakened> {
  const limit = limits.indexRows.value;
  const { rows } = await sql<Pick<EntryRow, 'log_index' | 'at' | 'envelope' | 'predicate'>>`
    with recursive weak (node) as (
      select node.id from (${query}) seed cross join node where node.digest = seed.digest
      union
      select edge.child from weak cross join edge
      where edge.parent = weak.node and edge.bond = ${bonds.evidence} and edge.role is not null
    )
    select entry.log_index, entry.at, entry.envelope, entry.predicate
    from (select node from weak limit ${2 * limit + 1}) reached cross join node cross join entry
    where node.id = reached.node and entry.envelope = node.digest and entry.standing = 'verified'
      and exists (select 1 from edge where edge.child = node.id and edge.bond = ${bonds.evidence})
    limit ${limit + 1}`.execute(tables);
  const nearest = rows.slice(0, limit);
  nearest.sort((a, b) => a.log_index - b.log_index);
  const subjects = await inPortions(
    nearest.map(({ log_index }) => log_index),
    (portion) =>
      tables
        .selectFrom('subject')
        .selectAll()
        .where('log_index', 'in', portion)
        .orderBy('log_index')
        .orderBy('position')
        .execute(),
  );
  const about = Map.groupBy(subjects, ({ log_index }) => log_index);
  const statements = nearest.map(({ log_index, at, envelope, predicate }) => ({
    statement: envelope,
    logIndex: log_index,
    at: new Date(at).toISOString(),
    kind: predicate ?? 'foreign',
    subjects: (about.get(log_index) ?? []).map(({ digest }) => digest),
  }));
  return { statements, more: rows.length > limit };
}
