// The store of a workspace: in its folder, or wherever its configuration says.
import { join } from 'node:path';
import type { BlobStore } from '#store/blob-store';
import { openFolderStore } from '#store/folder-store';
import { type KeyOpener, openZoneKeyFile } from '#store/zone-key-file';

/** The one zone that a workspace has before it is given others. */
export const mainZone = 'main';

/** @throws {StoreError} STORE_KEY, STORE_READ, STORE_CORRUPT */
export async function openStore(folder: string, opener: KeyOpener): Promise<BlobStore> {
  const zoneKey = await openZoneKeyFile(zoneKeyPath(folder), opener);
  return openFolderStore({ folder: join(folder, 'store'), zone: mainZone, zoneKey });
}

export function zoneKeyPath(folder: string): string {
  return join(folder, 'keys', 'zones', `${mainZone}.key`);
}
