// The inventory of assets.
import { sql } from 'kysely';
import type { AssetKind, Sensitivity } from '#core/asset';
import * as limits from '#core/limits';
import { type AssetRecord, currentAssets } from './asset-record.ts';
import type { IndexDatabase } from './index-database.ts';
import { storedText } from './stored-text.ts';

export interface AssetFilter {
  readonly kind?: AssetKind;
  readonly name?: string;
  readonly owner?: string;
  readonly supplier?: string;
  readonly sensitivity?: Sensitivity;
  /** Those that nobody has given a sensitivity and an IP class. */
  readonly unlabelled?: true;
  /** Those recorded after this entry of the log: the next page after the last of another. */
  readonly after?: number;
}

export interface AssetList {
  /** In the order in which they were recorded. */
  readonly assets: readonly AssetRecord[];
  /** Whether there are more than a query gives. */
  readonly more: boolean;
}

/** Assets that all parts of the filter hold for. */
export async function listAssets(index: IndexDatabase, filter: AssetFilter = {}): Promise<AssetList> {
  const conditions = [sql`true`];
  for (const column of ['kind', 'name', 'owner', 'supplier', 'sensitivity'] as const) {
    const wanted = filter[column];
    if (wanted !== undefined) conditions.push(sql`${sql.ref(`asset.${column}`)} = ${storedText(wanted)}`);
  }
  if (filter.unlabelled) conditions.push(sql`(asset.sensitivity is null or asset.ip_class is null)`);
  if (filter.after !== undefined) conditions.push(sql`asset.log_index > ${filter.after}`);
  const limit = limits.indexRows.value;
  const assets = await currentAssets(index.tables, sql.join(conditions, sql` and `), limit + 1);
  return { assets: assets.slice(0, limit), more: assets.length > limit };
}
