// Where digests have got to: the references that lead to them, the releases they became, the gates that let them through.
import type { Kysely } from 'kysely';
import type { Sha256 } from '#core/digest';
import { inPortions } from './in-portions.ts';
import { textOfStored } from './stored-text.ts';
import type { DecisionRow, ReleaseRow, Tables } from './tables.ts';

export interface Affected {
  readonly references: readonly AffectedReference[];
  readonly releases: readonly AffectedRelease[];
  readonly decisions: readonly AffectedDecision[];
}

export interface AffectedReference {
  readonly name: string;
  readonly version: number;
  readonly asset: Sha256;
  /** Whether the name leads there today. */
  readonly current: boolean;
}

interface Evidence {
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  /** Whether the statement counts today. */
  readonly stands: boolean;
}

export interface AffectedRelease extends Evidence, Omit<ReleaseRow, 'log_index'> {
  readonly manifest: Sha256;
}

export interface AffectedDecision extends Evidence, Omit<DecisionRow, 'log_index'> {
  readonly asset: Sha256;
}

/** All lists in log order. */
export async function findAffected(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<Affected> {
  return {
    references: await referencesTo(tables, digests),
    releases: await releasesOf(tables, digests),
    decisions: await decisionsAbout(tables, digests),
  };
}

async function referencesTo(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<readonly AffectedReference[]> {
  const moves = await inPortions(digests, (portion) =>
    standingMoves(tables).select('move.log_index').where('move.asset', 'in', portion).execute(),
  );
  const newest = await inPortions([...new Set(moves.map(({ name }) => name))], (portion) =>
    standingMoves(tables).where('move.name', 'in', portion).execute(),
  );
  const versions = new Map<string, number>();
  for (const { name, version } of newest) versions.set(name, Math.max(version, versions.get(name) ?? 0));
  moves.sort((a, b) => a.log_index - b.log_index);
  return moves.map(({ name, version, asset }) => ({
    name: textOfStored(name),
    version,
    asset,
    current: versions.get(name) === version,
  }));
}

function standingMoves(tables: Kysely<Tables>) {
  return tables
    .selectFrom('reference_move as move')
    .innerJoin('entry', 'entry.log_index', 'move.log_index')
    .select(['move.name', 'move.version', 'move.asset'])
    .where('entry.standing', '=', 'verified');
}

async function releasesOf(tables: Kysely<Tables>, digests: readonly Sha256[]): Promise<readonly AffectedRelease[]> {
  const rows = await inPortions(digests, (portion) =>
    tables
      .selectFrom('subject')
      .innerJoin('release', 'release.log_index', 'subject.log_index')
      .innerJoin('entry', 'entry.log_index', 'subject.log_index')
      .selectAll('release')
      .select(['subject.digest', 'entry.envelope', 'entry.at', 'entry.standing'])
      .where('subject.digest', 'in', portion)
      .execute(),
  );
  rows.sort((a, b) => a.log_index - b.log_index);
  return rows.map((row) => ({
    manifest: row.digest,
    action: row.action,
    system: textOfStored(row.system),
    version: textOfStored(row.version),
    channel: textOfStored(row.channel),
    ...evidenceOf(row),
  }));
}

async function decisionsAbout(
  tables: Kysely<Tables>,
  digests: readonly Sha256[],
): Promise<readonly AffectedDecision[]> {
  const rows = await inPortions(digests, (portion) =>
    tables
      .selectFrom('subject')
      .innerJoin('decision', 'decision.log_index', 'subject.log_index')
      .innerJoin('entry', 'entry.log_index', 'subject.log_index')
      .selectAll('decision')
      .select(['subject.digest', 'entry.envelope', 'entry.at', 'entry.standing'])
      .where('subject.digest', 'in', portion)
      .execute(),
  );
  rows.sort((a, b) => a.log_index - b.log_index);
  return rows.map((row) => ({
    asset: row.digest,
    gate: textOfStored(row.gate),
    decision: row.decision,
    ...evidenceOf(row),
  }));
}

function evidenceOf(row: Pick<Tables['entry'], 'log_index' | 'envelope' | 'at' | 'standing'>): Evidence {
  return {
    statement: row.envelope,
    logIndex: row.log_index,
    at: new Date(row.at).toISOString(),
    stands: row.standing === 'verified',
  };
}
