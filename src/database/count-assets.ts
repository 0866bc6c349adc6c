// How many assets there are of each kind.
import { sql } from 'kysely';
import type { AssetKind } from '#core/asset';
import type { IndexDatabase } from './index-database.ts';

export interface AssetCount {
  readonly kind: AssetKind;
  readonly count: number;
  /** Bytes of all their files. */
  readonly bytes: number;
  /** Of them, those that nobody has given a sensitivity and an IP class. */
  readonly unlabelled: number;
}

/** Sorted by kind; each asset as the newest statement about it that stands describes it. */
export async function countAssets({ tables }: IndexDatabase): Promise<readonly AssetCount[]> {
  const { rows } = await sql<{ kind: AssetKind; count: number; bytes: number; unlabelled: number }>`
    select asset.kind, count(*) as count, sum(asset.size) as bytes,
      sum(case when asset.sensitivity is null or asset.ip_class is null then 1 else 0 end) as unlabelled
    from asset join entry on entry.log_index = asset.log_index
    where entry.standing = 'verified' and not exists (
      select 1 from asset newer join entry statement on statement.log_index = newer.log_index
      where newer.asset = asset.asset and newer.log_index > asset.log_index and statement.standing = 'verified')
    group by asset.kind order by asset.kind`.execute(tables);
  // PostgreSQL gives sums of whole numbers as decimals.
  return rows.map(({ kind, count, bytes, unlabelled }) => ({
    kind,
    count: Number(count),
    bytes: Number(bytes),
    unlabelled: Number(unlabelled),
  }));
}
