// `assay promote`: an asset goes from the zone that it lies in to another, when the gate between the two lets it through now.
//
//   where it lies -> is there a way -> does the gate allow it -> sealed under the key of the zone -> logged -> gone from where it was
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { type Placement, predicate as placement } from '#predicates/placement';
import { findZone, inflowOf } from '#zones/find-zone';
import type { Place } from '#zones/place-of';
import type { Inflow, Zone } from '#zones/zone';
import { allowedAsset } from '../access/allowed-asset.ts';
import { demandAccess } from '../access/decide-access.ts';
import { type DecidedGate, decideAbout } from '../gates/decide-gate.ts';
import { gateInForce } from '../gates/gate-in-force.ts';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Recorded, Workspace } from '../workspace/workspace.ts';
import { type MoveProgress, type SealedAnew, sealAnew } from './move-bytes.ts';
import { settle } from './settle.ts';
import { descriptionsOf } from './zone-events.ts';
import { foldedPlace, placeNow } from './zone-of.ts';
import { storeOf, zoneNamed } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface Promoted {
  readonly schema: 'assay.promote/1';
  readonly asset: Sha256;
  readonly label: string;
  readonly from: string;
  readonly to: string;
  /** `placed`; `there`: it lay there already; `refused`: its gate did not let it through, and nothing was moved. */
  readonly outcome: 'placed' | 'there' | 'refused';
  /** What the gate said; absent where there is none. */
  readonly decision?: DecidedGate;
  /** Evidence id of the placement. */
  readonly statement?: Sha256;
  readonly logIndex?: number;
  /** What was sealed under the key of the zone. */
  readonly sealed: SealedAnew;
  /** Copies whose keys were destroyed where it lay. */
  readonly cleared: number;
}

/**
 * Interrupted, it is run again.
 * @param word - an asset
 * @param name - a zone
 * @throws {AssayError} ASSET_UNKNOWN, ZONE_UNKNOWN, ZONE_REFUSED, ACCESS_DENIED; LOG_CONFLICT when others moved it meanwhile; {StoreError}
 */
export async function promote(
  workspace: Workspace,
  word: string,
  name: string,
  why: string,
  progress: MoveProgress = {},
): Promise<Promoted> {
  const { id: asset, label } = await allowedAsset(workspace, word, 'see');
  const to = await zoneNamed(workspace, name);
  // As if it lay there: whoever may place things in the zone, and not what they made where that is forbidden.
  const { request } = await demandAccess(workspace, { action: 'promote', resource: { asset, zone: to.name }, word });
  const lies = await placeNow(workspace, asset);
  const facts = { schema: 'assay.promote/1', asset, label, from: lies.zone, to: to.name } as const;
  if (lies.zone === to.name) return { ...facts, outcome: 'there', ...(await settle(workspace, asset, progress)) };
  const inflow = await wayInto(workspace, asset, lies, to);
  await workspace.assertCounts([placement.kind, ...(inflow.gate === undefined ? [] : [gateDecision.kind])]);
  const decision =
    inflow.gate === undefined
      ? undefined
      : await decided(workspace, { id: asset, label }, inflow.gate, lies.zone, to.name);
  const withDecision = decision === undefined ? facts : { ...facts, decision };
  if (decision?.decision === 'deny') return { ...withDecision, outcome: 'refused', sealed: nothing, cleared: 0 };
  const sealed = await sealAnew(workspace, asset, await storeOf(workspace, to.name), progress);
  const recorded = await place(workspace, {
    asset,
    from: lies.zone,
    to: to.name,
    ...(decision?.recorded === undefined ? {} : { decision: decision.recorded }),
    by: request.actor.identity,
    why,
    logSize: (await (await workspace.index()).cursor()).next,
  });
  const { cleared } = await settle(workspace, asset);
  await assertPlaced(workspace, asset, label, recorded);
  return {
    ...withDecision,
    outcome: 'placed',
    statement: recorded.evidence,
    logIndex: recorded.index,
    sealed,
    cleared,
  };
}

/** @throws {AssayError} ZONE_REFUSED with what stands in the way */
async function wayInto(workspace: Workspace, asset: Sha256, { zone }: Place, to: Zone): Promise<Inflow> {
  const zones = await zonesInForce(workspace);
  const inflow = inflowOf(zones, zone, to);
  if (inflow === undefined) {
    const ways = to.inflows.map(({ from }) => findZone(zones, from)?.name ?? from).join(', ');
    throw refused(`nothing comes into ${to.name} from ${zone}; it takes in from ${ways || 'nowhere'}`, to);
  }
  const { index } = await StatementReader.open(workspace);
  const described = (await descriptionsOf(index, asset)).at(-1);
  if (described !== undefined && !to.holds.includes(described.kind))
    throw refused(`${to.name} does not hold assets of kind ${described.kind}`, to);
  if (described !== undefined && described.sensitivity > to.maxSensitivity) {
    throw refused(`the asset is too sensitive for ${to.name}; what nobody has labelled counts as restricted`, to);
  }
  return inflow;
}

/** Always decided anew: a decision speaks of the evidence of its moment. */
async function decided(
  workspace: Workspace,
  subject: { readonly id: Sha256; readonly label: string },
  gate: string,
  fromZone: string,
  toZone: string,
): Promise<DecidedGate> {
  return decideAbout(workspace, await gateInForce(workspace, gate), subject, { record: true, fromZone, toZone });
}

async function place(workspace: Workspace, body: Placement): Promise<Recorded> {
  const [recorded] = await workspace.record([{ predicate: placement, subjects: [{ sha256: body.asset }], body }]);
  if (recorded !== undefined && recorded.refusal === undefined) return recorded;
  throw new AssayError('WORKSPACE_WRITE', `the placement could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
}

/** Somebody else may have moved it first, or taken away what the decision rests on. */
async function assertPlaced(workspace: Workspace, asset: Sha256, label: string, recorded: Recorded): Promise<void> {
  const { place: lies, refused: others } = await foldedPlace(workspace, asset);
  if (lies?.index === recorded.index) return;
  const why = others.find(({ index }) => index === recorded.index)?.why ?? 'others moved it since';
  const zone = lies?.zone ?? 'no zone';
  throw new AssayError('LOG_CONFLICT', `the placement does not count: ${why}; ${label} lies in ${zone}`, {
    value: zone,
  });
}

function refused(reason: string, { name }: Zone): AssayError {
  return new AssayError('ZONE_REFUSED', `nothing was moved: ${reason}`, { value: name });
}

const nothing: SealedAnew = { blobs: 0, bytes: 0 };
