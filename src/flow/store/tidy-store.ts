// Puts small packs together, drops the bytes of destroyed blobs, and removes what killed writers left.
import type { Workspace } from '../workspace/workspace.ts';

export interface Tidied {
  readonly schema: 'assay.store-tidy/1';
  /** How many packs and key files there are less. */
  readonly merged: number;
  /** Packs that belonged to nobody. */
  readonly swept: number;
}

/** @throws {StoreError} STORE_BUSY while another process tends the store, STORE_CORRUPT, STORE_WRITE */
export async function tidyStore({ store }: Workspace): Promise<Tidied> {
  const merged = await store.consolidate();
  return { schema: 'assay.store-tidy/1', merged, swept: await store.sweep() };
}
