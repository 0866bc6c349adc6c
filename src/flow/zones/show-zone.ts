// `assay zone show`: a zone as it is in force, what lies in it and since when, and what was to be placed in it and does not count.
import type { Sha256 } from '#core/digest';
import { listReferences } from '#database/list-references';
import type { Zone } from '#zones/zone';
import type { Workspace } from '../workspace/workspace.ts';
import { seenPlaces } from './seen-places.ts';
import { type ZoneProfile, zoneProfile } from './zone-profile.ts';
import { zoneNamed } from './zone-store.ts';
import { type ZoneStoreState, zoneStoreState } from './zone-store-state.ts';
import { judgedZones } from './zones-in-force.ts';

export interface PlacedAsset {
  readonly asset: Sha256;
  readonly label: string;
  readonly since: string;
  /** The decision that let it in; absent in quarantine and where it was made. */
  readonly decision?: Sha256;
  /** When the exception ends that let it in. */
  readonly until?: string;
}

export interface RefusedPlacement {
  readonly asset: Sha256;
  readonly label: string;
  readonly logIndex: number;
  readonly why: string;
}

export interface ShownZone {
  readonly schema: 'assay.zone-show/1';
  readonly zone: Zone;
  readonly store: ZoneStoreState;
  /** Whether somebody has looked at how it is run. */
  readonly profile: ZoneProfile;
  /** Why its document cannot be used; the zone is closed then. */
  readonly problem?: string;
  readonly assets: readonly PlacedAsset[];
  /** Placements of these assets, into whatever zone, that do not count. */
  readonly refused: readonly RefusedPlacement[];
}

/** @throws {AssayError} ZONE_UNKNOWN, and what log, store and index throw */
export async function showZone(workspace: Workspace, name: string): Promise<ShownZone> {
  const zone = await zoneNamed(workspace, name);
  const labels = new Map((await listReferences(await workspace.index())).map((one) => [one.asset, one]));
  const labelOf = (asset: Sha256): string => {
    const reference = labels.get(asset);
    return reference === undefined ? asset.slice(0, 12) : `${reference.name}@${reference.version}`;
  };
  const assets: PlacedAsset[] = [];
  const refused: RefusedPlacement[] = [];
  for (const [asset, folded] of await seenPlaces(workspace)) {
    const { place } = folded;
    if (place?.zone !== zone.name) continue;
    const { evidence, endsAt } = place.decision ?? {};
    assets.push({
      asset,
      label: labelOf(asset),
      since: place.at,
      ...(evidence === undefined ? {} : { decision: evidence }),
      ...(endsAt === undefined ? {} : { until: endsAt }),
    });
    for (const { index, why } of folded.refused) refused.push({ asset, label: labelOf(asset), logIndex: index, why });
  }
  const problem = (await judgedZones(workspace)).problems.find((one) => one.name === zone.name)?.problem;
  return {
    schema: 'assay.zone-show/1',
    zone,
    store: await zoneStoreState(workspace, zone),
    profile: await zoneProfile(workspace, zone),
    ...(problem === undefined ? {} : { problem }),
    assets: assets.toSorted((a, b) => (a.label < b.label ? -1 : 1)),
    refused,
  };
}
