// The store of a zone: under its own key, in its own folder. Whoever does not hold the key cannot read what is in it, whatever else
// they may do; a process that holds it can compute for those who may not.
import { AssayError } from '#core/errors';
import { StoreError } from '#store/store-error';
import type { TendedStore } from '#store/tended-store';
import { createZoneKeyFile, hasZoneKeyFile } from '#store/zone-key-file';
import { findZone } from '#zones/find-zone';
import type { Zone } from '#zones/zone';
import { isStoreMade, zoneKeyPath } from '../workspace/open-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zonesInForce } from './zones-in-force.ts';

/** @throws {AssayError} ZONE_UNKNOWN */
export async function zoneNamed(workspace: Workspace, name: string): Promise<Zone> {
  const zones = await zonesInForce(workspace);
  const zone = findZone(zones, name);
  if (zone !== undefined) return zone;
  const names = zones.map((one) => one.name).join(', ');
  throw new AssayError('ZONE_UNKNOWN', `there is no zone ${JSON.stringify(name)}; there are ${names}`, { value: name });
}

/** Of a zone that is gone the name is left. */
export type ZoneNames = Pick<Zone, 'name' | 'formerly'>;

/** Name of the folder and the key: the first name that the zone had, so that a new one moves no bytes. */
export function storageOf({ formerly = [], name }: ZoneNames): string {
  return formerly[0] ?? name;
}

/**
 * The store of a zone. Its key is drawn when nothing was ever put into the zone.
 * @throws {AssayError} ZONE_UNKNOWN @throws {StoreError} STORE_KEY when the key is not here, STORE_READ, STORE_WRITE, STORE_CORRUPT
 */
export async function storeOf(workspace: Workspace, name: string): Promise<TendedStore> {
  const zone = await zoneNamed(workspace, name);
  const opened = await heldStore(workspace, zone);
  if (opened !== undefined) return opened;
  try {
    await createZoneKeyFile(zoneKeyPath(workspace.folder, storageOf(zone)));
  } catch (error) {
    // Another process was faster.
    if (!(error instanceof StoreError && error.code === 'STORE_KEY_EXISTS')) throw error;
  }
  return workspace.openZone(storageOf(zone));
}

/**
 * The store of a zone as it is; undefined when nothing was ever put into it.
 * @throws {StoreError} STORE_KEY when there is something and the key is not here, STORE_READ, STORE_CORRUPT
 */
export async function heldStore(workspace: Workspace, zone: ZoneNames): Promise<TendedStore | undefined> {
  const storage = storageOf(zone);
  if (hasZoneKeyFile(zoneKeyPath(workspace.folder, storage))) return workspace.openZone(storage);
  if (!(await isStoreMade(workspace.storePlace, storage))) return undefined;
  throw new StoreError('STORE_KEY', `the key of the zone ${zone.name} is not here`, { value: zone.name });
}
