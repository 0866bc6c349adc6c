// The journey: bytes -> stored -> identified -> checked -> attested -> logged -> decided -> placed.
//
// What comes in is stored, identified and described first, in quarantine or at home, and goes on only over gates. Before each gate the
// steps are taken that it asks for; each puts a signed statement on record. What was done before is not done again, so a journey that
// was interrupted is simply made again.
import type { Admission, AdmissionHop } from '#core/admission';
import { AssayError } from '#core/errors';
import { type Arrived, type ArriveOptions, arrive } from './journey/arrive.ts';
import type { JourneyTools } from './journey/journey-step.ts';
import { passGate } from './journey/pass-gate.ts';
import { type Hop, wayBetween } from './journey/way.ts';
import type { Workspace } from './workspace/workspace.ts';
import { zoneOf } from './zones/zone-of.ts';
import { zonesInForce } from './zones/zones-in-force.ts';

export interface AdmitOptions {
  readonly arrival: ArriveOptions;
  /** Zone that it is wanted in. */
  readonly to: string;
  readonly tools: JourneyTools;
  /** Told what is done now, and its share, 0..1. */
  readonly onProgress?: (step: string, share: number) => void;
}

/** @throws {AssayError} ZONE_UNKNOWN, ZONE_REFUSED when no gates lead there, ACCESS_DENIED; what store, log and keys throw */
export async function admit(workspace: Workspace, path: string, options: AdmitOptions): Promise<Admission> {
  const { to } = options;
  const arrived = await arrive(workspace, path, options.arrival);
  const hops: AdmissionHop[] = [];
  for (const hop of await gatesBefore(workspace, arrived, to)) {
    const passed = await passGate(workspace, arrived, hop, options.tools, options.onProgress ?? (() => undefined));
    hops.push(passed);
    if (passed.decision === 'deny') break;
  }
  const zone = await zoneOf(workspace, arrived.id);
  const { id: asset, label, kind } = arrived;
  return {
    schema: 'assay.admission/1',
    path,
    asset,
    label,
    kind,
    wanted: to,
    zone,
    outcome: outcomeOf(zone, to, hops),
    hops,
  };
}

async function gatesBefore(workspace: Workspace, { id, kind, label }: Arrived, to: string): Promise<readonly Hop[]> {
  const zones = await zonesInForce(workspace);
  const from = await zoneOf(workspace, id);
  const way = wayBetween(zones, kind, from, to);
  if (way !== undefined) return way;
  throw new AssayError('ZONE_REFUSED', `no gates lead from ${from} to ${to} for a ${kind}; ${label} stays in ${from}`, {
    value: to,
  });
}

function outcomeOf(zone: string, to: string, hops: readonly AdmissionHop[]): Admission['outcome'] {
  if (zone === to) return 'admitted';
  const speaksAgainst = hops.some(({ because }) => because.some(({ outcome }) => outcome === 'fail'));
  return speaksAgainst ? 'stopped' : 'unknown';
}
