// In which zone an asset lies: a fold over what the log says of it. A placement counts only with the decision that allowed it.
//
// INVARIANT: an asset lies where it was made, in quarantine, or where a decision that counts today let it in, about this very digest, at
// the gate that stood between the two zones then. Whatever takes the decision away takes the placement, and all that followed from it.
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { findZone, homeOf, inflowOf, quarantineOf } from './find-zone.ts';
import type { Zone } from './zone.ts';

interface Logged {
  /** Position in the log. */
  readonly index: number;
  /** When it was logged, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** A statement of what the asset is. */
export interface DescribedEvent extends Logged {
  readonly event: 'described';
  readonly kind: AssetKind;
  /** 0 (public) to 3 (restricted, or not labelled). */
  readonly sensitivity: number;
  /** It has a supplier or an origin elsewhere. */
  readonly outside: boolean;
}

/** A statement that the asset was made of something that lay in quarantine then. */
export interface DerivedEvent extends Logged {
  readonly event: 'derived';
}

/** A decision as it stands today. */
export interface CitedDecision extends Logged {
  /** Evidence id. */
  readonly evidence: Sha256;
  readonly asset: Sha256;
  readonly gate: string;
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly fromZone?: string;
  readonly toZone?: string;
  /** Of an exception. */
  readonly endsAt?: string;
  /** Why it does not count any more: not verified, revoked, reopened. */
  readonly refusal?: string;
}

export interface PlacedEvent extends Logged {
  readonly event: 'placed';
  readonly asset: Sha256;
  readonly from?: string;
  readonly to: string;
  /** What it cites, when the log has it. */
  readonly decision?: CitedDecision;
}

export type ZoneEvent = DescribedEvent | DerivedEvent | PlacedEvent;

export interface Place extends Logged {
  readonly zone: string;
  /** The decision that let it in; absent in quarantine and where it was made. */
  readonly decision?: CitedDecision;
}

export interface FoldedPlace {
  /** Undefined when nothing describes the asset. */
  readonly place: Place | undefined;
  /** Placements that do not count, and why. */
  readonly refused: readonly { readonly index: number; readonly why: string }[];
}

/**
 * What is said to come from outside after all goes to quarantine; said once more, it stays where it was let in since.
 * @param events - about this asset, in log order; only statements that count today
 * @param zonesAt - the zones in force before the entry of that index
 * @param now - RFC 3339 in UTC: an exception that has ended lets nothing in any more
 */
export function placeOf(
  asset: Sha256,
  events: readonly ZoneEvent[],
  zonesAt: (index: number) => readonly Zone[],
  now: string,
): FoldedPlace {
  const refused: { index: number; why: string }[] = [];
  let place: Place | undefined;
  let described: DescribedEvent | undefined;
  let isOutside = false;
  for (const event of events) {
    const zones = zonesAt(event.index);
    if (event.event !== 'placed') {
      const { index, at } = event;
      const comesFromOutside = event.event === 'derived' || event.outside;
      if (event.event === 'described') described = event;
      if (comesFromOutside && !isOutside) place = { index, at, zone: quarantineOf(zones) };
      else if (event.event === 'described') place ??= { index, at, zone: homeOf(zones, event.kind) };
      isOutside ||= comesFromOutside;
      continue;
    }
    const why = objectionTo(event, { asset, zones, place, described, now });
    if (why !== undefined) refused.push({ index: event.index, why });
    else place = placedBy(event, zones);
  }
  return { place: place === undefined ? place : inForce(place, zonesAt(Number.MAX_SAFE_INTEGER)), refused };
}

function placedBy({ index, at, to, decision }: PlacedEvent, zones: readonly Zone[]): Place {
  const zone = findZone(zones, to)?.name ?? to;
  return { index, at, zone, ...(decision === undefined ? {} : { decision }) };
}

/** Where a zone is gone, what lay in it is in quarantine. */
function inForce(place: Place, zones: readonly Zone[]): Place {
  const zone = findZone(zones, place.zone)?.name;
  if (zone !== undefined) return { ...place, zone };
  const { index, at } = place;
  return { index, at, zone: quarantineOf(zones) };
}

interface Situation {
  readonly asset: Sha256;
  readonly zones: readonly Zone[];
  readonly place: Place | undefined;
  /** The newest description before it. */
  readonly described: DescribedEvent | undefined;
  readonly now: string;
}

/** Why the placement does not count; undefined when it does. */
export function objectionTo(event: PlacedEvent, situation: Situation): string | undefined {
  const { asset, zones, place, described } = situation;
  const to = findZone(zones, event.to);
  if (event.asset !== asset) return 'it is about another asset';
  if (place === undefined || described === undefined) return 'nothing describes the asset before it';
  if (to === undefined) return `there was no zone ${event.to}`;
  const lies = findZone(zones, place.zone)?.name ?? place.zone;
  if (lies === to.name) return `it lay in ${to.name} already`;
  if (!to.holds.includes(described.kind)) return `${to.name} does not hold assets of kind ${described.kind}`;
  if (described.sensitivity > to.maxSensitivity) return `the asset is too sensitive for ${to.name}`;
  const from = event.from === undefined ? lies : (findZone(zones, event.from)?.name ?? event.from);
  if (from !== lies) return `it lay in ${lies}, not in ${from}`;
  const inflow = inflowOf(zones, lies, to);
  if (inflow === undefined) return `nothing comes into ${to.name} from ${lies}`;
  if (inflow.gate === undefined) return undefined;
  return objectionToDecision(event, inflow.gate, { from: lies, to: to.name }, situation);
}

function objectionToDecision(
  { decision, index, at }: PlacedEvent,
  gate: string,
  way: { readonly from: string; readonly to: string },
  { asset, zones, place, now }: Situation,
): string | undefined {
  if (decision === undefined) return `no decision of the gate ${gate} is cited that the log has`;
  if (decision.refusal !== undefined) return `the decision does not count: ${decision.refusal}`;
  if (decision.asset !== asset) return 'the decision is about another asset';
  if (decision.gate !== gate) return `the decision is of the gate ${decision.gate}, not of ${gate}`;
  if (decision.decision === 'deny') return 'the decision is a denial';
  if (nameOf(zones, decision.fromZone) !== way.from || nameOf(zones, decision.toZone) !== way.to)
    return `the decision is not about the way from ${way.from} to ${way.to}`;
  if (decision.index >= index) return 'the decision was made after it';
  // A decision lets in once: what was taken out since, or came by another way, has to be decided about again.
  if (decision.index <= (place?.index ?? -1))
    return `the decision was made before the asset came to lie in ${way.from}`;
  if (Date.parse(at) - Date.parse(decision.at) > limits.placementDelayMs.value) return 'the decision was too old';
  const { endsAt } = decision;
  if (decision.decision === 'exception' && (endsAt === undefined || at >= endsAt)) return 'the exception had ended';
  if (decision.decision === 'exception' && endsAt !== undefined && now >= endsAt)
    return `the exception ended at ${endsAt}`;
  return undefined;
}

function nameOf(zones: readonly Zone[], name: string | undefined): string | undefined {
  return name === undefined ? undefined : findZone(zones, name)?.name;
}
