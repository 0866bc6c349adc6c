// A blob store in a folder of this machine.
import { join } from 'node:path';
import { folderBackend } from './backends/folder-backend.ts';
import type { ChangingFiles } from './durable-files.ts';
import { openSealedStore, type SealedStoreParts } from './sealed/sealed-store.ts';
import { readZoneState } from './sealed/zone-state.ts';
import type { TendedStore } from './tended-store.ts';

export interface FolderStorePlace extends Omit<SealedStoreParts, 'backend'> {
  /** Holds a folder for each zone; made when the first blob is committed. */
  readonly folder: string;
  readonly zone: string;
  /** For tests that let writing fail. */
  readonly changing?: ChangingFiles;
}

/** Whether a zone was ever committed to. @throws {StoreError} STORE_READ, STORE_CORRUPT */
export async function isFolderStoreMade(folder: string, zone: string): Promise<boolean> {
  return (await readZoneState(folderBackend(join(folder, zone)))) !== undefined;
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key, STORE_READ, STORE_CORRUPT */
export function openFolderStore({ folder, zone, changing, ...parts }: FolderStorePlace): Promise<TendedStore> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(zone))
    throw new TypeError('a zone is named with lower-case letters, digits and -');
  return openSealedStore({ ...parts, backend: folderBackend(join(folder, zone), changing) });
}
