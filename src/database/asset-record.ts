// An asset as the newest statement about it that still stands describes it.
import { type Kysely, sql } from 'kysely';
import type { AssetKind, IpClass, Sensitivity } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { textOfStored } from './stored-text.ts';
import type { AssetRow, EntryRow, Tables } from './tables.ts';

export interface AssetRecord {
  readonly id: Sha256;
  readonly kind: AssetKind;
  readonly name: string;
  readonly url?: string;
  readonly revision?: string;
  readonly supplier?: string;
  readonly owner?: string;
  readonly licence?: string;
  /** Absent: nobody has labelled it. */
  readonly sensitivity?: Sensitivity;
  readonly ipClass?: IpClass;
  /** Bytes of all files. */
  readonly size: number;
  readonly entries: number;
  /** Evidence id of the statement, its place in the log and its time. */
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
}

/** @param condition - over the columns of `asset`, true for the ones that are wanted */
export async function currentAssets(
  tables: Kysely<Tables>,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<readonly AssetRecord[]> {
  const { rows } = await sql<AssetRow & Pick<EntryRow, 'at' | 'envelope'>>`
    select asset.*, entry.at, entry.envelope
    from asset join entry on entry.log_index = asset.log_index
    where entry.standing = 'verified' and ${condition} and not exists (
      select 1 from asset newer join entry statement on statement.log_index = newer.log_index
      where newer.asset = asset.asset and newer.log_index > asset.log_index and statement.standing = 'verified')
    order by asset.log_index limit ${limit}`.execute(tables);
  return rows.map(recordOf);
}

function recordOf(row: AssetRow & Pick<EntryRow, 'at' | 'envelope'>): AssetRecord {
  const { url, revision, supplier, owner, licence, sensitivity, ip_class } = row;
  return {
    id: row.asset,
    kind: row.kind,
    name: textOfStored(row.name),
    ...present({ url, revision, supplier, owner, licence }),
    ...(sensitivity === null ? {} : { sensitivity }),
    ...(ip_class === null ? {} : { ipClass: ip_class }),
    size: row.size,
    entries: row.entries,
    statement: row.envelope,
    logIndex: row.log_index,
    at: new Date(row.at).toISOString(),
  };
}

/** The members that there are, as they were before they were stored. */
export function present<Name extends string>(
  texts: Readonly<Record<Name, string | null>>,
): { readonly [N in Name]?: string };
export function present(texts: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, textOfStored(text)]])),
  );
}
