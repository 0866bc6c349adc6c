// The assets of which nobody has said what they were made of. Each of them may descend from anything.
import { sql } from 'kysely';
import * as limits from '#core/limits';
import { type AssetRecord, currentAssets } from './asset-record.ts';
import { bonds } from './bond.ts';
import type { IndexDatabase } from './index-database.ts';

export interface AssetsWithoutOrigin {
  /** In the order in which they were recorded. */
  readonly assets: readonly AssetRecord[];
  readonly more: boolean;
}

/** Goes through all assets. A statement of origin whose signer was revoked does not count. */
export async function assetsWithoutOrigin({ tables }: IndexDatabase): Promise<AssetsWithoutOrigin> {
  const limit = limits.indexRows.value;
  const stated = sql`exists (
    select 1 from node join edge on edge.child = node.id join entry origin on origin.log_index = edge.log_index
    where node.digest = asset.asset and edge.role is null and edge.bond = ${bonds.origin} and origin.standing = 'verified')`;
  const assets = await currentAssets(tables, sql`not ${stated}`, limit + 1);
  return { assets: assets.slice(0, limit), more: assets.length > limit };
}
