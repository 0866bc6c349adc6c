// Which assets were recorded as lying at a place.
import { parseSha256, type Sha256 } from '#core/digest';
import type { IndexDatabase } from './index-database.ts';
import { storedText, textOfStored } from './stored-text.ts';

export interface LocatedAsset {
  readonly asset: Sha256;
  readonly name: string;
  readonly at: string;
}

/** The newest record of each asset at the place, the newest asset first. @param place - as the statement says it */
export async function findLocation({ tables }: IndexDatabase, place: string): Promise<readonly LocatedAsset[]> {
  const rows = await tables
    .selectFrom('location')
    .innerJoin('asset', 'asset.log_index', 'location.log_index')
    .innerJoin('entry', 'entry.log_index', 'location.log_index')
    .select(['asset.asset', 'asset.name', 'entry.at'])
    .where('location.place', '=', storedText(place))
    .where('entry.standing', '=', 'verified')
    .orderBy('location.log_index', 'desc')
    .execute();
  const newest = new Map<string, LocatedAsset>();
  for (const { asset, name, at } of rows) {
    const located = { asset: parseSha256(asset), name: textOfStored(name), at: new Date(at).toISOString() };
    if (!newest.has(asset)) newest.set(asset, located);
  }
  return [...newest.values()];
}
