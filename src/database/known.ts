// What folding an entry needs to know of the entries before it.
import type { Kysely } from 'kysely';
import { predicate as referenceMove } from '#predicates/reference-move';
import { bodyOf } from './body-of.ts';
import type { LoggedEntry } from './logged-entry.ts';
import { digestsOf } from './materials-of.ts';
import { loadNumbering, type Numbering } from './numbering.ts';
import { storedText, textOfStored } from './stored-text.ts';
import type { Tables } from './tables.ts';

export interface Known {
  /** Envelope -> index of the entry in which it counts. */
  readonly counted: Map<string, number>;
  /** Name of a reference -> its newest version. */
  readonly versions: Map<string, number>;
  /** Assets whose entries are in the index. */
  readonly listed: Set<string>;
  readonly numbering: Numbering;
}

/** Looks up what the entries of `chunk` may meet. */
export async function loadKnown(database: Kysely<Tables>, chunk: readonly LoggedEntry[]): Promise<Known> {
  const digests = new Set(
    chunk.flatMap(({ envelope, verified }) => (verified === undefined ? [] : [envelope, ...digestsOf(verified)])),
  );
  const counted = await database
    .selectFrom('entry')
    .select(['envelope', 'log_index'])
    .where(
      'envelope',
      'in',
      chunk.map(({ envelope }) => envelope),
    )
    .where('standing', 'in', ['verified', 'foreign'])
    .execute();
  return {
    counted: new Map(counted.map(({ envelope, log_index }) => [envelope, log_index])),
    versions: await loadVersions(database, chunk),
    listed: await loadListed(database, chunk),
    numbering: await loadNumbering(database, digests),
  };
}

async function loadVersions(database: Kysely<Tables>, chunk: readonly LoggedEntry[]): Promise<Map<string, number>> {
  const names = new Set(chunk.flatMap((entry) => bodyOf(entry.verified, referenceMove)?.name ?? []));
  if (names.size === 0) return new Map();
  const rows = await database
    .selectFrom('reference_move')
    .select(({ fn }) => ['name', fn.max('version').as('version')])
    .where('name', 'in', [...names].map(storedText))
    .groupBy('name')
    .execute();
  return new Map(rows.map(({ name, version }) => [textOfStored(name), version]));
}

async function loadListed(database: Kysely<Tables>, chunk: readonly LoggedEntry[]): Promise<Set<string>> {
  const assets = new Set(chunk.flatMap(({ manifest, verified }) => (manifest && verified?.subjects[0]?.sha256) ?? []));
  if (assets.size === 0) return new Set();
  const rows = await database
    .selectFrom('asset')
    .innerJoin('asset_entry', 'asset_entry.log_index', 'asset.log_index')
    .select('asset.asset')
    .distinct()
    .where('asset.asset', 'in', [...assets])
    .where('asset_entry.position', '=', 0)
    .execute();
  return new Set(rows.map(({ asset }) => asset));
}
