// What a reference pointed to, when and why.

import type { Sha256 } from '#core/digest';
import type { UpdatePoint } from '#predicates/update-point';
import type { IndexDatabase } from './index-database.ts';
import { storedText, textOfStored } from './stored-text.ts';

export interface ReferenceVersion {
  readonly name: string;
  readonly version: number;
  readonly asset: Sha256;
  /** Where it pointed before. */
  readonly previous?: Sha256;
  readonly why: string;
  readonly updatePoint?: UpdatePoint;
  /** The version that a rollback went back to. */
  readonly restores?: number;
  /** Whether the statement still stands; the number of a version that does not is not given again. */
  readonly stands: boolean;
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
}

/** From the first version to the newest; empty when there is no reference of that name. */
export async function referenceHistory(index: IndexDatabase, name: string): Promise<readonly ReferenceVersion[]> {
  const rows = await index.tables
    .selectFrom('reference_move as move')
    .innerJoin('entry', 'entry.log_index', 'move.log_index')
    .selectAll('move')
    .select(['entry.at', 'entry.envelope', 'entry.standing'])
    .where('move.name', '=', storedText(name))
    .orderBy('move.version')
    .execute();
  return rows.map((row) => ({
    name,
    version: row.version,
    asset: row.asset,
    ...(row.previous === null ? {} : { previous: row.previous }),
    why: textOfStored(row.why),
    ...(row.update_point === null ? {} : { updatePoint: row.update_point }),
    ...(row.restores === null ? {} : { restores: row.restores }),
    stands: row.standing === 'verified',
    statement: row.envelope,
    logIndex: row.log_index,
    at: new Date(row.at).toISOString(),
  }));
}
