// The newest entries of the log, with what each is about.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { recordsOf, type StatementRecord } from './statement-record.ts';
import { textOfStored } from './stored-text.ts';

export interface StatementFilter {
  /** About this digest. */
  readonly subject?: Sha256;
  /** Of this kind. */
  readonly kind?: string;
  /** Recorded before this entry of the log: the page before another. */
  readonly before?: number;
}

export interface ListedStatement extends StatementRecord {
  /** The first subject; absent where the statement does not count, because then nothing is said about anything. */
  readonly about?: { readonly name?: string; readonly sha256: Sha256 };
  /** How many subjects it has. */
  readonly subjects: number;
}

export interface StatementList {
  /** In log order: the newest last. */
  readonly statements: readonly ListedStatement[];
  /** Whether there are earlier ones. */
  readonly more: boolean;
}

/**
 * @param now - milliseconds since 1970, decides what has expired
 * @param most - how many are given
 */
export async function listStatements(
  index: IndexDatabase,
  now: number,
  filter: StatementFilter,
  most: number,
): Promise<StatementList> {
  let query = index.tables.selectFrom('entry').selectAll();
  const { subject, kind, before } = filter;
  if (subject !== undefined) {
    query = query.where('log_index', 'in', (about) =>
      about.selectFrom('subject').select('subject.log_index').where('subject.digest', '=', subject),
    );
  }
  if (kind !== undefined) query = query.where('predicate', '=', kind);
  if (before !== undefined) query = query.where('log_index', '<', before);
  const found = await query
    .orderBy('log_index', 'desc')
    .limit(most + 1)
    .execute();
  const records = await recordsOf(index, found.slice(0, most).reverse(), now);
  const subjects = await subjectsOf(
    index,
    records.map(({ logIndex }) => logIndex),
  );
  const statements = records.map((record) => ({ ...record, ...(subjects.get(record.logIndex) ?? { subjects: 0 }) }));
  return { statements, more: found.length > most };
}

async function subjectsOf(
  { tables }: IndexDatabase,
  entries: readonly number[],
): Promise<ReadonlyMap<number, Pick<ListedStatement, 'about' | 'subjects'>>> {
  if (entries.length === 0) return new Map();
  const counts = await tables
    .selectFrom('subject')
    .select(({ fn }) => ['log_index', fn.countAll<number>().as('count')])
    .where('log_index', 'in', entries)
    .groupBy('log_index')
    .execute();
  const firsts = await tables
    .selectFrom('subject')
    .select(['log_index', 'name', 'digest'])
    .where('log_index', 'in', entries)
    .where('position', '=', 0)
    .execute();
  const about = new Map(
    firsts.map(({ log_index, name, digest }) => [
      log_index,
      { ...(name === null ? {} : { name: textOfStored(name) }), sha256: digest },
    ]),
  );
  return new Map(
    counts.map(({ log_index, count }) => {
      const first = about.get(log_index);
      return [log_index, { ...(first === undefined ? {} : { about: first }), subjects: Number(count) }];
    }),
  );
}
