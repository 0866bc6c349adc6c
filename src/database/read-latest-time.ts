// How late it was: what the next entry of the log may not be dated before.
import type { IndexDatabase } from './index-database.ts';

/** The latest time of all entries, refused ones included, in milliseconds since 1970; undefined when there are none. */
export async function readLatestTime({ tables }: IndexDatabase): Promise<number | undefined> {
  const { latest } = await tables
    .selectFrom('entry')
    .select(({ fn }) => fn.max('at').as('latest'))
    .executeTakeFirstOrThrow();
  return latest === null ? undefined : latest;
}
