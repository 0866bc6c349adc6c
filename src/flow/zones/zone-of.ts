// In which zone an asset lies now, and in which it lay when something was made of it.
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findZone, homeOf, quarantineOf } from '#zones/find-zone';
import type { FoldedPlace, Place } from '#zones/place-of';
import type { Workspace } from '../workspace/workspace.ts';
import { ZoneWalk } from './zone-walk.ts';

/** The name of the zone. @throws {AssayError} ASSET_UNKNOWN when nothing describes it */
export async function zoneOf(workspace: Workspace, asset: Sha256): Promise<string> {
  return (await placeNow(workspace, asset)).zone;
}

/** As `zoneOf`, with the decision that let it in. */
export async function placeNow(workspace: Workspace, asset: Sha256): Promise<Place> {
  const { place } = await foldedPlace(workspace, asset);
  if (place !== undefined) return place;
  throw new AssayError('ASSET_UNKNOWN', `no asset id begins with ${JSON.stringify(asset)}`, { value: asset });
}

/** With the placements that do not count, and why. */
export async function foldedPlace(workspace: Workspace, asset: Sha256): Promise<FoldedPlace> {
  return (await ZoneWalk.open(workspace)).fold(asset, Number.POSITIVE_INFINITY);
}

/** Where every asset lies. */
export async function allPlaces(workspace: Workspace): Promise<ReadonlyMap<Sha256, FoldedPlace>> {
  const walk = await ZoneWalk.open(workspace);
  const { tables } = walk.reader.index;
  const rows = await tables.selectFrom('asset').select('asset').distinct().orderBy('asset').execute();
  const places = new Map<Sha256, FoldedPlace>();
  for (const { asset } of rows) places.set(asset, await walk.fold(asset, Number.POSITIVE_INFINITY));
  return places;
}

/** What is about to be recorded of an asset. */
export interface Planned {
  readonly asset: Sha256;
  readonly kind: AssetKind;
  readonly outside: boolean;
  /** What it was made of. */
  readonly parents: readonly Sha256[];
}

/** Where it is going to lie once that is recorded. */
export async function zoneToBe(workspace: Workspace, { asset, kind, outside, parents }: Planned): Promise<string> {
  const walk = await ZoneWalk.open(workspace);
  const index = walk.reader.logSize;
  const when = { index, at: workspace.now().toISOString() };
  const { place } = await walk.fold(asset, index, [
    { event: 'described', ...when, kind, sensitivity: 0, outside },
    ...((await walk.isAnyInQuarantine(parents, index)) ? [{ event: 'derived', ...when } as const] : []),
  ]);
  return place?.zone ?? quarantineOf(walk.zones);
}

/** Every zone that its bytes may lie in, the one that it is in first: where it is, and where it was, or was to be, placed or begin. */
export async function placesOf(workspace: Workspace, asset: Sha256): Promise<readonly string[]> {
  const walk = await ZoneWalk.open(workspace);
  const { zones } = walk;
  const { place } = await walk.fold(asset, Number.POSITIVE_INFINITY);
  const { events } = await walk.rawEvents(asset);
  const names = [
    ...(place === undefined ? [] : [place.zone]),
    ...events.flatMap((event) => (event.event === 'described' ? [homeOf(zones, event.kind)] : [])),
    quarantineOf(zones),
    ...events.flatMap((event) =>
      event.event === 'placed' ? [event.to, ...(event.from === undefined ? [] : [event.from])] : [],
    ),
  ];
  return [...new Set(names.map((name) => findZone(zones, name)?.name ?? name))];
}
