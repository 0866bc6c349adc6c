// The bytes of an asset from one zone to another: sealed anew under the key of the other, then gone from where they were.
//
// INVARIANT: the copy is durable before the log says that the asset lies there, and the first one goes only after that. Killed in between,
// bytes lie twice until somebody settles the asset; they never lie nowhere.
import type { Sha256 } from '#core/digest';
import type { TendedStore } from '#store/tended-store';
import { assetsWith, blobsOfAsset } from '../assets/asset-blobs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from './asset-bytes.ts';
import { foldedPlace } from './zone-of.ts';

export interface SealedAnew {
  readonly blobs: number;
  /** Bytes of the plaintext. */
  readonly bytes: number;
}

export interface MoveProgress {
  readonly onProgress?: (done: SealedAnew) => void;
}

/**
 * Everything of the asset under the key of another store; durable when it returns. What is there already is not read.
 * @throws {StoreError} when bytes are gone, destroyed or damaged, or their key is not here; STORE_WRITE
 */
export async function sealAnew(
  workspace: Workspace,
  asset: Sha256,
  target: TendedStore,
  { onProgress }: MoveProgress = {},
): Promise<SealedAnew> {
  const source = bytesOf(workspace, asset);
  const batch = target.batch();
  let [blobs, bytes] = [0, 0];
  try {
    for (const digest of await blobsOfAsset(workspace, asset)) {
      if (await target.has(digest)) continue;
      const blob = await source.open(digest);
      try {
        bytes += (await batch.addBlob(blob)).size;
        blobs += 1;
      } finally {
        await blob.close();
      }
      onProgress?.({ blobs, bytes });
    }
    await batch.commit();
    return { blobs, bytes };
  } finally {
    await batch.abort();
  }
}

/**
 * Destroys the keys of the copies in a store that no other asset of the zone needs.
 *
 * INVARIANT: whoever adds something that is there already looks after logging whether it still is, and this looks after destroying
 * whether somebody logged that it is needed. Whichever of the two comes last sees the other.
 * @param zone - whose store it is
 * @returns how many went
 * @throws {StoreError} STORE_BUSY while another process tends the store, STORE_CORRUPT, STORE_WRITE
 */
export async function clearFrom(
  workspace: Workspace,
  asset: Sha256,
  zone: string,
  store: TendedStore,
): Promise<number> {
  const gone: Sha256[] = [];
  for (const digest of await blobsOfAsset(workspace, asset)) {
    if ((await store.has(digest)) && !(await isNeeded(workspace, asset, digest, zone))) gone.push(digest);
  }
  if (gone.length === 0) return 0;
  await store.destroy(...gone);
  await putBack(workspace, asset, gone, zone, store);
  return gone.length;
}

/** Somebody may have recorded in between that another asset of the zone is made of them. */
async function putBack(
  workspace: Workspace,
  asset: Sha256,
  gone: readonly Sha256[],
  zone: string,
  store: TendedStore,
): Promise<void> {
  const source = bytesOf(workspace, asset);
  const batch = store.batch();
  try {
    for (const digest of gone) {
      if (!(await isNeeded(workspace, asset, digest, zone))) continue;
      const blob = await source.open(digest);
      try {
        await batch.addBlob(blob);
      } finally {
        await blob.close();
      }
    }
    await batch.commit();
  } finally {
    await batch.abort();
  }
}

/** Whether another asset that lies in the zone is made of it. */
async function isNeeded(workspace: Workspace, asset: Sha256, digest: Sha256, zone: string): Promise<boolean> {
  const others = await assetsWith(workspace, digest);
  for (const other of others) {
    if (other !== asset && (await foldedPlace(workspace, other)).place?.zone === zone) return true;
  }
  return false;
}
