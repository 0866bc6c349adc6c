// How late it was: what the next entry of the log may not be dated before.
import type { IndexDatabase } from './index-database.ts';

/**
 * The latest time of all entries, refused ones included, in milliseconds since 1970; undefined when there are none.
 * @param before - only entries before this one
 */
export async function readLatestTime({ tables }: IndexDatabase, before?: number): Promise<number | undefined> {
  const { latest } = await tables
    .selectFrom('entry')
    .select(({ fn }) => fn.max('at').as('latest'))
    .$if(before !== undefined, (query) => query.where('log_index', '<', before ?? 0))
    .executeTakeFirstOrThrow();
  return latest === null ? undefined : latest;
}
