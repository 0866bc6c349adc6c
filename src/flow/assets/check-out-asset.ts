// Writes an asset out of the store.
import { findAsset } from '#database/find-asset';
import { allowedAsset } from '../access/allowed-asset.ts';
import { type CheckedOut, type CheckOutOptions, checkOutTree } from '../check-out-tree.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from '../zones/asset-bytes.ts';
import { zoneOf } from '../zones/zone-of.ts';
import { assertPlace } from '../zones/zone-places.ts';
import { readManifest } from './read-manifest.ts';

export interface CheckoutReport extends CheckedOut {
  readonly schema: 'assay.checkout/1';
  readonly asset: string;
  readonly id: string;
  readonly path: string;
}

/** @throws as `checkOutTree`; {AssayError} ASSET_UNKNOWN, ACCESS_DENIED; {StoreError} when bytes are gone, destroyed or damaged */
export async function checkOutAsset(
  workspace: Workspace,
  word: string,
  path: string,
  options: CheckOutOptions,
): Promise<CheckoutReport> {
  const { id, label } = await allowedAsset(workspace, word, 'read');
  const { sensitivity } = await findAsset(await workspace.index(), id);
  await assertPlace(workspace, path, await zoneOf(workspace, id), sensitivity);
  const manifest = await readManifest(workspace.store, id);
  const written = await checkOutTree(manifest, path, bytesOf(workspace, id), options);
  return { schema: 'assay.checkout/1', asset: label, id, path, ...written };
}
