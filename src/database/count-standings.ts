// How many entries of the log count, and how many do not.
import type { IndexDatabase } from './index-database.ts';
import type { Standing } from './tables.ts';

/** Those that there are, by how they stand. */
export async function countStandings({ tables }: IndexDatabase): Promise<{ readonly [S in Standing]?: number }> {
  const rows = await tables
    .selectFrom('entry')
    .select(({ fn }) => ['standing', fn.countAll<number>().as('count')])
    .groupBy('standing')
    .orderBy('standing')
    .execute();
  return Object.fromEntries(rows.map(({ standing, count }) => [standing, Number(count)]));
}
