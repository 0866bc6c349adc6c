// `assay zone retention`: what lies in a zone longer than the zone keeps things. Destroying is another step, and takes two people.
import type { Sha256 } from '#core/digest';
import { listReferences } from '#database/list-references';
import type { Workspace } from '../workspace/workspace.ts';
import { seenPlaces } from './seen-places.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface DueAsset {
  readonly asset: Sha256;
  /** References that point to it now; empty when it is an older version. */
  readonly references: readonly string[];
  readonly zone: string;
  readonly since: string;
  readonly dueAt: string;
  readonly atEnd: 'review' | 'destroy';
}

export interface ZoneRetention {
  readonly schema: 'assay.zone-retention/1';
  readonly at: string;
  /** The longest overdue first. */
  readonly due: readonly DueAsset[];
}

const dayMs = 86_400_000;

/** @throws what log, store and index throw */
export async function zoneRetention(workspace: Workspace): Promise<ZoneRetention> {
  const at = workspace.now().toISOString();
  const zones = new Map((await zonesInForce(workspace)).map((zone) => [zone.name, zone]));
  const references = Map.groupBy(await listReferences(await workspace.index()), ({ asset }) => asset);
  const due: DueAsset[] = [];
  for (const [asset, { place }] of await seenPlaces(workspace)) {
    const zone = place === undefined ? undefined : zones.get(place.zone);
    if (place === undefined || zone === undefined) continue;
    const { days, atEnd } = zone.retention;
    const dueAt = new Date(Date.parse(place.at) + days * dayMs).toISOString();
    if (dueAt > at) continue;
    const names = (references.get(asset) ?? []).map(({ name, version }) => `${name}@${version}`);
    due.push({ asset, references: names, zone: zone.name, since: place.at, dueAt, atEnd });
  }
  return { schema: 'assay.zone-retention/1', at, due: due.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)) };
}
