// What a digest, or how it begins, stands for in the log: a statement, or what statements are about.
import { sql } from 'kysely';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import type { IndexDatabase } from './index-database.ts';

export type FoundDigest =
  /** Entry of the log in which the statement counts, or the first that names it. */
  | { readonly kind: 'statement'; readonly statement: Sha256; readonly logIndex: number }
  | { readonly kind: 'subject'; readonly sha256: Sha256 };

/**
 * @param prefix - 1 to 64 lower-case hexadecimal digits
 * @throws {AssayError} STATEMENT_UNKNOWN, STATEMENT_AMBIGUOUS with what begins like this
 */
export async function findDigest({ tables }: IndexDatabase, prefix: string): Promise<FoundDigest> {
  // No digit is greater than f, and g is the next letter.
  const end = `${prefix}g`;
  const statements = await tables
    .selectFrom('entry')
    .select('envelope')
    .distinct()
    .where(sql<boolean>`envelope >= ${prefix} and envelope < ${end}`)
    .limit(shown)
    .execute();
  const subjects = await tables
    .selectFrom('subject')
    .select('digest')
    .distinct()
    .where(sql<boolean>`digest >= ${prefix} and digest < ${end}`)
    .limit(shown)
    .execute();
  const [statement] = statements;
  const [subject] = subjects;
  if (statements.length + subjects.length > 1) {
    const words = [
      ...statements.map(({ envelope }) => `${envelope} (statement)`),
      ...subjects.map(({ digest }) => digest),
    ];
    const message = `more than one digest of the log begins with ${prefix}: ${words.join(', ')}`;
    throw new AssayError('STATEMENT_AMBIGUOUS', message, { value: prefix });
  }
  if (subject !== undefined) return { kind: 'subject', sha256: subject.digest };
  if (statement === undefined) {
    throw new AssayError('STATEMENT_UNKNOWN', `nothing in the log begins with ${prefix}`, { value: prefix });
  }
  return { kind: 'statement', statement: statement.envelope, logIndex: await entryOf(tables, statement.envelope) };
}

async function entryOf(tables: IndexDatabase['tables'], envelope: Sha256): Promise<number> {
  const entries = await tables
    .selectFrom('entry')
    .select(['log_index', 'standing'])
    .where('envelope', '=', envelope)
    .orderBy('log_index')
    .execute();
  const counting = entries.find(({ standing }) => standing === 'verified' || standing === 'foreign') ?? entries[0];
  return counting?.log_index ?? 0;
}

/** Of the digests that a prefix leaves open. */
const shown = 5;
