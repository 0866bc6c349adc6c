// Assets by how their ids begin.
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';

/** Ids of described assets, sorted; so many that a prefix of eight digits is told apart. @param prefix - lower-case hexadecimal digits */
export async function idsBeginning({ tables }: IndexDatabase, prefix: string): Promise<readonly Sha256[]> {
  const rows = await tables
    .selectFrom('asset')
    .innerJoin('entry', 'entry.log_index', 'asset.log_index')
    .select('asset.asset')
    .distinct()
    .where('entry.standing', '=', 'verified')
    .where('asset.asset', '>=', prefix as Sha256)
    // No digit is greater than f, and g is the next letter.
    .where('asset.asset', '<', `${prefix}g` as Sha256)
    .orderBy('asset.asset')
    .limit(mostIds)
    .execute();
  return rows.map(({ asset }) => asset);
}

/** Eight digits leave one in four billion open. */
const mostIds = 100;
