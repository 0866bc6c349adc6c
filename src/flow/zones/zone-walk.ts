// What the log says of assets and zones at one moment, folded on demand.
import type { Sha256 } from '#core/digest';
import { findZone } from '#zones/find-zone';
import { type FoldedPlace, placeOf, type ZoneEvent } from '#zones/place-of';
import { quarantineName, type Zone } from '#zones/zone';
import { StatementReader } from '../statements/statement-reader.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { descriptionsOf, type MadeOf, makingsOf, placementsOf } from './zone-events.ts';
import { zoneHistory } from './zones-in-force.ts';

type ZonesAt = (index: number) => readonly Zone[];

export interface RawEvents {
  readonly events: readonly ZoneEvent[];
  readonly makings: readonly MadeOf[];
}

/**
 * Assets are made of assets, and what is made of something in quarantine is in quarantine.
 * INVARIANT: the fold up to an entry asks for other folds up to earlier entries only, so it ends whatever the log says.
 */
export class ZoneWalk {
  readonly reader: StatementReader;
  readonly #workspace: Workspace;
  readonly #zonesAt: ZonesAt;
  readonly #raw = new Map<Sha256, Promise<RawEvents>>();
  readonly #quarantined = new Map<string, Promise<boolean>>();

  private constructor(workspace: Workspace, reader: StatementReader, zonesAt: ZonesAt) {
    this.#workspace = workspace;
    this.reader = reader;
    this.#zonesAt = zonesAt;
  }

  /** What was read before is used again as long as nobody has logged anything. @throws what log, store and index throw */
  static async open(workspace: Workspace): Promise<ZoneWalk> {
    const reader = await StatementReader.open(workspace);
    const known = opened.get(workspace);
    if (known?.reader.logSize === reader.logSize) return known;
    const walk = new ZoneWalk(workspace, reader, await zoneHistory(workspace));
    opened.set(workspace, walk);
    return walk;
  }

  /** Those in force. */
  get zones(): readonly Zone[] {
    return this.#zonesAt(Number.MAX_SAFE_INTEGER);
  }

  /**
   * @param before - only entries of the log with a smaller index
   * @param planned - what may come after them
   */
  async fold(asset: Sha256, before: number, planned: readonly ZoneEvent[] = []): Promise<FoldedPlace> {
    const raw = await this.rawEvents(asset);
    const events = raw.events.filter(({ index }) => index < before);
    for (const { index, at, parent } of raw.makings) {
      if (index < before && (await this.#wasInQuarantine(parent, index))) events.push({ event: 'derived', index, at });
    }
    events.sort((one, other) => one.index - other.index);
    return placeOf(asset, [...events, ...planned], this.#zonesAt, this.#workspace.now().toISOString());
  }

  /** What is stated of the asset itself. */
  rawEvents(asset: Sha256): Promise<RawEvents> {
    return remembered(this.#raw, asset, () => this.#read(asset));
  }

  async isAnyInQuarantine(assets: readonly Sha256[], before: number): Promise<boolean> {
    for (const asset of assets) if (await this.#wasInQuarantine(asset, before)) return true;
    return false;
  }

  #wasInQuarantine(asset: Sha256, before: number): Promise<boolean> {
    return remembered(this.#quarantined, `${before} ${asset} ${this.#workspace.now().toISOString()}`, async () => {
      const { place } = await this.fold(asset, before);
      return place !== undefined && findZone(this.#zonesAt(before), place.zone)?.area === quarantineName;
    });
  }

  async #read(asset: Sha256): Promise<RawEvents> {
    const described = await descriptionsOf(this.reader.index, asset);
    const makings = await makingsOf(this.reader.index, asset);
    return { events: [...described, ...(await placementsOf(this.#workspace, this.reader, asset))], makings };
  }
}

/** What could not be read is asked for again. */
function remembered<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make().catch((error: unknown) => {
    map.delete(key);
    throw error;
  });
  map.set(key, made);
  return made;
}

const opened = new WeakMap<Workspace, ZoneWalk>();
