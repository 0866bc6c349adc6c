// One asset by its id or how the id begins.
import { sql } from 'kysely';
import { AssayError } from '#core/errors';
import { type AssetRecord, currentAssets } from './asset-record.ts';
import type { IndexDatabase } from './index-database.ts';

/**
 * @param prefix - 1 to 64 lower-case hexadecimal digits
 * @throws {AssayError} ASSET_UNKNOWN, ASSET_AMBIGUOUS with the ids that begin like this
 */
export async function findAsset(index: IndexDatabase, prefix: string): Promise<AssetRecord> {
  if (!/^[0-9a-f]{1,64}$/.test(prefix)) throw unknown(prefix);
  // No digit is greater than f, and g is the next letter.
  const found = await currentAssets(
    index.tables,
    sql`asset.asset >= ${prefix} and asset.asset < ${`${prefix}g`}`,
    shown,
  );
  const [first, second] = found;
  if (first === undefined) throw unknown(prefix);
  if (second === undefined) return first;
  const ids = found.map(({ id, name }) => `${id} (${JSON.stringify(name)})`).join(', ');
  throw new AssayError('ASSET_AMBIGUOUS', `more than one asset id begins with ${prefix}: ${ids}`, { value: prefix });
}

function unknown(prefix: string): AssayError {
  return new AssayError('ASSET_UNKNOWN', `no asset id begins with ${JSON.stringify(prefix)}`, { value: prefix });
}

/** Of the ids that a prefix leaves open. */
const shown = 5;
