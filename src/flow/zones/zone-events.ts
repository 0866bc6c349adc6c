// What the log says about where an asset lies: its descriptions, what it was made of, its placements and the decisions that they cite.
import { AttestError } from '#attest/attest-error';
import { isOfKind, type Verified } from '#attest/verified';
import { type AssetKind, isHosted, sensitivities, sensitivityOf } from '#core/asset';
import type { Sha256 } from '#core/digest';
import type { IndexDatabase } from '#database/index-database';
import { originsOf } from '#database/origins-of';
import { type GateDecision, predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as placement } from '#predicates/placement';
import type { CitedDecision, DescribedEvent, PlacedEvent } from '#zones/place-of';
import type { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isGateInForce } from './gate-editions.ts';

/** A statement that the asset was made of another. */
export interface MadeOf {
  readonly index: number;
  readonly at: string;
  readonly parent: Sha256;
}

/** In log order. */
export async function descriptionsOf({ tables }: IndexDatabase, asset: Sha256): Promise<readonly DescribedEvent[]> {
  const rows = await tables
    .selectFrom('asset')
    .innerJoin('entry', 'entry.log_index', 'asset.log_index')
    .select(['asset.log_index', 'asset.kind', 'asset.url', 'asset.supplier', 'asset.sensitivity', 'entry.at'])
    .where('asset.asset', '=', asset)
    .where('entry.standing', '=', 'verified')
    .orderBy('asset.log_index')
    .execute();
  return rows.map(({ log_index: index, kind, url, supplier, sensitivity, at }) => ({
    event: 'described',
    index,
    at: new Date(at).toISOString(),
    kind,
    sensitivity: sensitivities.indexOf(sensitivityOf(sensitivity ?? undefined)),
    outside: isFromOutside(kind, { url, supplier }),
  }));
}

/** What others run has no bytes that could be kept in quarantine; it lies outside for good. */
export function isFromOutside(
  kind: AssetKind,
  { url, supplier }: { readonly url?: string | null; readonly supplier?: string | null },
): boolean {
  return !isHosted(kind) && ((url ?? null) !== null || (supplier ?? null) !== null);
}

/** In log order. */
export async function makingsOf({ tables }: IndexDatabase, asset: Sha256): Promise<readonly MadeOf[]> {
  const origins = await originsOf(tables, asset);
  return origins.map(({ logIndex, at, parent }) => ({ index: logIndex, at: new Date(at).toISOString(), parent }));
}

/** In log order; those that count as statements, whether they count as placements or not. */
export async function placementsOf(
  workspace: Workspace,
  reader: StatementReader,
  asset: Sha256,
): Promise<readonly PlacedEvent[]> {
  const rows = await reader.index.tables
    .selectFrom('subject')
    .innerJoin('entry', 'entry.log_index', 'subject.log_index')
    .select('entry.log_index')
    .where('subject.digest', '=', asset)
    .where('entry.predicate', '=', placement.kind)
    .where('entry.standing', '=', 'verified')
    .orderBy('entry.log_index')
    .execute();
  const events: PlacedEvent[] = [];
  for (const { log_index } of rows) {
    const statement = await readCounting(reader, log_index);
    if (statement === undefined || !isOfKind(statement, placement)) continue;
    const { index: at, body } = statement;
    const decision =
      body.decision === undefined ? undefined : await findDecision(workspace, reader, asset, body.decision);
    events.push({
      event: 'placed',
      index: at,
      at: statement.at,
      asset: body.asset,
      ...(body.from === undefined ? {} : { from: body.from }),
      to: body.to,
      ...(decision === undefined ? {} : { decision }),
    });
  }
  return events;
}

/** Undefined when the log has no decision of that digest. */
async function findDecision(
  workspace: Workspace,
  reader: StatementReader,
  asset: Sha256,
  digest: Sha256,
): Promise<CitedDecision | undefined> {
  const row = await reader.index.tables
    .selectFrom('entry')
    .select('log_index')
    .where('envelope', '=', digest)
    // Overtaken by others it stands in the log once more before that, and does not count there.
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const statement = await readCounting(reader, row.log_index);
  if (statement === undefined || !isOfKind(statement, gateDecision)) return undefined;
  const [subject] = statement.subjects.filter(({ sha256 }) => sha256 === asset);
  const { gate, decision, fromZone, toZone, exception } = statement.body;
  const refusal = await refusalOf(workspace, reader, statement);
  return {
    index: statement.index,
    at: statement.at,
    asset: subject?.sha256 ?? statement.subjects[0]?.sha256 ?? digest,
    evidence: digest,
    gate,
    decision,
    ...(refusal === undefined ? {} : { refusal }),
    ...(fromZone === undefined ? {} : { fromZone }),
    ...(toZone === undefined ? {} : { toZone }),
    ...(exception === undefined ? {} : { endsAt: exception.expiresAt }),
  };
}

/**
 * Why a decision that stands as a statement does not count all the same. What it rests on may have lost its force since, with the key that
 * signed it; `assay gate reopened` decides again in full.
 */
async function refusalOf(
  workspace: Workspace,
  reader: StatementReader,
  { index, body }: Verified<GateDecision>,
): Promise<string | undefined> {
  if (!(await isGateInForce(workspace, body.gate, body.policy, index)))
    return 'it is of another gate than the one in force under that name';
  const grounds = body.reasons.flatMap(({ outcome, evidence }) => (outcome === 'pass' ? evidence.slice(-1) : []));
  if (grounds.length === 0) return undefined;
  const rows = await reader.index.tables
    .selectFrom('entry')
    .select('envelope')
    .where('envelope', 'in', grounds)
    .where('standing', 'in', ['verified', 'foreign'])
    .execute();
  const standing = new Set(rows.map(({ envelope }) => envelope));
  const lost = grounds.find((digest) => !standing.has(digest));
  return lost === undefined ? undefined : `the statement ${lost.slice(0, 12)} that it rests on does not count any more`;
}

/** Undefined when it does not count. @throws what store and index throw */
async function readCounting(reader: StatementReader, logIndex: number): Promise<Verified | undefined> {
  try {
    return await reader.read(logIndex);
  } catch (error) {
    if (error instanceof AttestError) return undefined;
    throw error;
  }
}
