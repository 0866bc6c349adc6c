// What the log says about where an asset lies: its descriptions, what it was made of, its placements and the decisions that they cite.
import { AttestError } from '#attest/attest-error';
import { isOfKind, type Verified } from '#attest/verified';
import { type AssetKind, isHosted, sensitivities, sensitivityOf } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { originsOf } from '#database/origins-of';
import { statementsOf } from '#database/statements-of';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as placement } from '#predicates/placement';
import type { CitedDecision, DescribedEvent, PlacedEvent } from '#zones/place-of';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isGateInForce } from './gate-editions.ts';

/** A statement that the asset was made of another. */
export interface MadeOf {
  readonly index: number;
  readonly at: string;
  readonly parent: Sha256;
}

/** In log order. */
export async function descriptionsOf(workspace: Workspace, asset: Sha256): Promise<readonly DescribedEvent[]> {
  const rows = await (await workspace.index()).tables
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
export async function makingsOf(workspace: Workspace, asset: Sha256): Promise<readonly MadeOf[]> {
  const origins = await originsOf((await workspace.index()).tables, asset);
  return origins.map(({ logIndex, at, parent }) => ({ index: logIndex, at: new Date(at).toISOString(), parent }));
}

/** In log order; those that count as statements, whether they count as placements or not. */
export async function placementsOf(workspace: Workspace, asset: Sha256): Promise<readonly PlacedEvent[]> {
  const index = await workspace.index();
  const records = await statementsOf(index, asset, workspace.now().getTime(), { kind: placement.kind });
  const events: PlacedEvent[] = [];
  for (const { standing, logIndex } of records) {
    const statement = standing === 'verified' ? await readCounting(workspace, logIndex) : undefined;
    if (statement === undefined || !isOfKind(statement, placement)) continue;
    const { index: at, body } = statement;
    const decision = body.decision === undefined ? undefined : await findDecision(workspace, asset, body.decision);
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
async function findDecision(workspace: Workspace, asset: Sha256, digest: Sha256): Promise<CitedDecision | undefined> {
  const { tables } = await workspace.index();
  const row = await tables
    .selectFrom('entry')
    .select(['log_index', 'standing', 'reason'])
    .where('envelope', '=', digest)
    .orderBy('log_index')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const statement = row.standing === 'verified' ? await readCounting(workspace, row.log_index) : undefined;
  if (statement === undefined || !isOfKind(statement, gateDecision)) return undefined;
  const [subject] = statement.subjects.filter(({ sha256 }) => sha256 === asset);
  const { gate, decision, policy, fromZone, toZone, exception } = statement.body;
  const isOfGate = await isGateInForce(workspace, gate, policy, statement.index);
  return {
    index: statement.index,
    at: statement.at,
    asset: subject?.sha256 ?? statement.subjects[0]?.sha256 ?? digest,
    evidence: digest,
    gate,
    decision,
    ...(isOfGate ? {} : { refusal: 'it is of another gate than the one in force under that name' }),
    ...(fromZone === undefined ? {} : { fromZone }),
    ...(toZone === undefined ? {} : { toZone }),
    ...(exception === undefined ? {} : { endsAt: exception.expiresAt }),
  };
}

/** Undefined when it does not count. @throws what store and index throw */
async function readCounting(workspace: Workspace, logIndex: number): Promise<Verified | undefined> {
  try {
    return await readStatement(workspace, logIndex);
  } catch (error) {
    if (error instanceof AttestError) return undefined;
    throw error;
  }
}
