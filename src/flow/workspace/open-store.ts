// The store of a workspace: in its folder, or wherever its configuration says.
import { join } from 'node:path';
import { openFolderStore } from '#store/folder-store';
import type { TendedStore } from '#store/tended-store';
import type { KeyOpener } from '#store/zone-key-file';
import { openZoneKeys } from '#store/zone-key-rotation';

/** The one zone that a workspace has before it is given others. */
export const mainZone = 'main';

/** @throws {StoreError} STORE_KEY, STORE_READ, STORE_CORRUPT */
export async function openStore(folder: string, opener: KeyOpener): Promise<TendedStore> {
  const { zoneKey, next } = await openZoneKeys(zoneKeyPath(folder), opener);
  const otherKeys = next === undefined ? [] : [next];
  return openFolderStore({ folder: join(folder, 'store'), zone: mainZone, zoneKey, otherKeys });
}

export function zoneKeyPath(folder: string): string {
  return join(folder, 'keys', 'zones', `${mainZone}.key`);
}
