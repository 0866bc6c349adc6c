// Puts small packs together, drops the bytes of destroyed blobs, and removes what killed writers left.
import type { Workspace } from '../workspace/workspace.ts';
import { allStores } from '../zones/all-stores.ts';

export interface Tidied {
  readonly schema: 'assay.store-tidy/1';
  /** How many packs and key files there are less. */
  readonly merged: number;
  /** Packs that belonged to nobody. */
  readonly swept: number;
}

/**
 * In every zone whose key is here.
 * @throws {StoreError} STORE_BUSY while another process tends one of the stores, STORE_CORRUPT, STORE_WRITE
 */
export async function tidyStore(workspace: Workspace): Promise<Tidied> {
  let [merged, swept] = [0, 0];
  for (const { store } of (await allStores(workspace)).open) {
    merged += await store.consolidate();
    swept += await store.sweep();
  }
  return { schema: 'assay.store-tidy/1', merged, swept };
}
