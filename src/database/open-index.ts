// Opens or creates the index. Kysely, node:sqlite and the client of PostgreSQL are loaded here and not before.
import type { IndexDatabase } from './index-database.ts';
import { IndexError } from './index-error.ts';
import type { IndexLocation } from './index-location.ts';

/** The log that an index is of. */
export interface IndexedLog {
  readonly origin: string;
  /** Entries it has; an index that knows more of them is not of this log. */
  readonly size: number;
}

/**
 * @throws {IndexError} INDEX_CORRUPT when it is damaged so that it cannot be used, INDEX_SCHEMA when another version wrote it,
 *   INDEX_FOREIGN when it is of a log of another origin, INDEX_AHEAD when it knows more than the log, all of which building it
 *   again repairs; INDEX_READ, INDEX_WRITE, INDEX_BUSY
 */
export async function openIndex(location: IndexLocation, log: IndexedLog): Promise<IndexDatabase> {
  const { openEngine } = await import('./open-engine.ts');
  const { IndexDatabase } = await import('./index-database.ts');
  const engine = await openEngine(location, log.origin);
  const index = new IndexDatabase(engine);
  try {
    const { next } = await index.cursor();
    if (next > log.size) {
      throw new IndexError('INDEX_AHEAD', `The index knows ${next} entries of a log that has ${log.size}`);
    }
    return index;
  } catch (error) {
    await index.close();
    throw error;
  }
}
