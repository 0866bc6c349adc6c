// Brings the bytes of an asset to where the log says that it lies, and nowhere else: after a promotion, after one that was interrupted, and
// for what was added before there were zones.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { StoreError } from '#store/store-error';
import { findZone } from '#zones/find-zone';
import type { Workspace } from '../workspace/workspace.ts';
import { clearFrom, type MoveProgress, type SealedAnew, sealAnew } from './move-bytes.ts';
import { placeNow, placesOf } from './zone-of.ts';
import { heldStore, storeOf } from './zone-store.ts';
import { zonesInForce } from './zones-in-force.ts';

export interface Settled {
  readonly sealed: SealedAnew;
  /** Copies elsewhere whose keys were destroyed. */
  readonly cleared: number;
}

/** @throws {StoreError} when bytes are gone or damaged, or the key of a zone that has some of them is not here */
export async function settle(workspace: Workspace, asset: Sha256, progress: MoveProgress = {}): Promise<Settled> {
  const { zone } = await placeNow(workspace, asset);
  const sealed = await sealAnew(workspace, asset, await storeOf(workspace, zone), progress);
  const zones = await zonesInForce(workspace);
  let cleared = 0;
  for (const name of await placesOf(workspace, asset)) {
    if (name === zone) continue;
    const other = findZone(zones, name) ?? { name };
    cleared += await clearUnlessBusy(async () => {
      const store = await heldStore(workspace, other);
      return store === undefined ? 0 : clearFrom(workspace, asset, name, store);
    });
  }
  return { sealed, cleared };
}

/** The log has the placement already; whoever settles next completes it. */
async function clearUnlessBusy(clear: () => Promise<number>): Promise<number> {
  try {
    return await clear();
  } catch (error) {
    if (error instanceof AssayError && error instanceof StoreError && later.has(error.code)) return 0;
    throw error;
  }
}

/** Another process tends the store, or who runs this does not hold its key. */
const later: ReadonlySet<string> = new Set(['STORE_BUSY', 'STORE_KEY']);
