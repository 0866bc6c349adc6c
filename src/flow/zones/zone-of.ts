// In which zone an asset lies now, and in which it lay when something was made of it.
import type { AssetKind } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { findZone, homeOf, quarantineOf } from '#zones/find-zone';
import { type FoldedPlace, type Place, placeOf, type ZoneEvent } from '#zones/place-of';
import { quarantineName, type Zone } from '#zones/zone';
import type { Workspace } from '../workspace/workspace.ts';
import { descriptionsOf, type MadeOf, makingsOf, placementsOf } from './zone-events.ts';
import { zoneHistory, zonesInForce } from './zones-in-force.ts';

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
  const walk = new ZoneWalk(workspace, await zoneHistory(workspace));
  return walk.fold(asset, Number.POSITIVE_INFINITY);
}

/** Where every asset lies. */
export async function allPlaces(workspace: Workspace): Promise<ReadonlyMap<Sha256, FoldedPlace>> {
  const walk = new ZoneWalk(workspace, await zoneHistory(workspace));
  const { tables } = await workspace.index();
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
  const walk = new ZoneWalk(workspace, await zoneHistory(workspace));
  const index = (await (await workspace.index()).cursor()).next;
  const when = { index, at: workspace.now().toISOString() };
  const { place } = await walk.fold(asset, index, [
    { event: 'described', ...when, kind, sensitivity: 0, outside },
    ...((await walk.isAnyInQuarantine(parents, index)) ? [{ event: 'derived', ...when } as const] : []),
  ]);
  return place?.zone ?? quarantineOf(await zonesInForce(workspace));
}

/** Every zone that its bytes may lie in, the one that it is in first: where it is, and where it was, or was to be, placed or begin. */
export async function placesOf(workspace: Workspace, asset: Sha256): Promise<readonly string[]> {
  const zones = await zonesInForce(workspace);
  const { place } = await foldedPlace(workspace, asset);
  const described = await descriptionsOf(workspace, asset);
  const placements = await placementsOf(workspace, asset);
  const names = [
    ...(place === undefined ? [] : [place.zone]),
    ...described.map(({ kind }) => homeOf(zones, kind)),
    quarantineOf(zones),
    ...placements.flatMap(({ from, to }) => [to, ...(from === undefined ? [] : [from])]),
  ];
  return [...new Set(names.map((name) => findZone(zones, name)?.name ?? name))];
}

type ZonesAt = (index: number) => readonly Zone[];

interface RawEvents {
  readonly events: readonly ZoneEvent[];
  readonly makings: readonly MadeOf[];
}

/**
 * Assets are made of assets, and what is made of something in quarantine is in quarantine.
 * INVARIANT: the fold up to an entry asks for other folds up to earlier entries only, so it ends whatever the log says.
 */
class ZoneWalk {
  readonly #workspace: Workspace;
  readonly #zonesAt: ZonesAt;
  readonly #raw = new Map<Sha256, Promise<RawEvents>>();
  readonly #quarantined = new Map<string, Promise<boolean>>();

  constructor(workspace: Workspace, zonesAt: ZonesAt) {
    this.#workspace = workspace;
    this.#zonesAt = zonesAt;
  }

  /**
   * @param before - only entries of the log with a smaller index
   * @param planned - what may come after them
   */
  async fold(asset: Sha256, before: number, planned: readonly ZoneEvent[] = []): Promise<FoldedPlace> {
    const raw = await remembered(this.#raw, asset, () => this.#read(asset));
    const events = raw.events.filter(({ index }) => index < before);
    for (const { index, at, parent } of raw.makings) {
      if (index < before && (await this.#wasInQuarantine(parent, index))) events.push({ event: 'derived', index, at });
    }
    events.sort((one, other) => one.index - other.index);
    return placeOf(asset, [...events, ...planned], this.#zonesAt, this.#workspace.now().toISOString());
  }

  async isAnyInQuarantine(assets: readonly Sha256[], before: number): Promise<boolean> {
    for (const asset of assets) if (await this.#wasInQuarantine(asset, before)) return true;
    return false;
  }

  #wasInQuarantine(asset: Sha256, before: number): Promise<boolean> {
    return remembered(this.#quarantined, `${before} ${asset}`, async () => {
      const { place } = await this.fold(asset, before);
      return place !== undefined && findZone(this.#zonesAt(before), place.zone)?.area === quarantineName;
    });
  }

  async #read(asset: Sha256): Promise<RawEvents> {
    const described = await descriptionsOf(this.#workspace, asset);
    const makings = await makingsOf(this.#workspace, asset);
    return { events: [...described, ...(await placementsOf(this.#workspace, asset))], makings };
  }
}

function remembered<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
