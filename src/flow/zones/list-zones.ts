// `assay zone list`: the zones at a glance.
import type { Workspace } from '../workspace/workspace.ts';
import { seenPlaces } from './seen-places.ts';
import { type ZoneStoreState, zoneStoreState } from './zone-store-state.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface ListedZone {
  readonly name: string;
  readonly area: string;
  readonly purpose: string;
  /** Assets that lie in it. */
  readonly assets: number;
  readonly store: ZoneStoreState;
}

export interface ZoneList {
  readonly schema: 'assay.zones/1';
  /** By name. */
  readonly zones: readonly ListedZone[];
}

/** @throws what log, store and index throw */
export async function listZones(workspace: Workspace): Promise<ZoneList> {
  const places = [...(await seenPlaces(workspace)).values()];
  const zones: ListedZone[] = [];
  for (const zone of await zonesInForce(workspace)) {
    const { name, area, purpose } = zone;
    const assets = places.filter(({ place }) => place?.zone === name).length;
    zones.push({ name, area, purpose, assets, store: await zoneStoreState(workspace, zone) });
  }
  return { schema: 'assay.zones/1', zones: zones.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}
