// What can be said of the store of a zone from here.
import { AssayError } from '#core/errors';
import type { Zone } from '#zones/zone';
import type { Workspace } from '../workspace/workspace.ts';
import { heldStore } from './zone-store.ts';

/** `empty`: nothing was ever put into it. `closed`: its key is not here or does not open, or the store cannot be read. */
export type ZoneStoreState =
  | { readonly state: 'empty' }
  | { readonly state: 'open'; readonly blobs: number; readonly bytes: number }
  | { readonly state: 'closed'; readonly code: string; readonly message: string };

export async function zoneStoreState(workspace: Workspace, zone: Zone): Promise<ZoneStoreState> {
  try {
    const store = await heldStore(workspace, zone);
    if (store === undefined) return { state: 'empty' };
    const blobs = await store.list();
    return { state: 'open', blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { state: 'closed', code: error.code, message: error.message };
  }
}
