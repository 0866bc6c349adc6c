// What an asset is made of, from the store.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { type Manifest, parseManifest } from '#core/manifest';
import type { BlobStore } from '#store/blob-store';

/** @throws {StoreError} when the store does not have it or it is damaged; {AssayError} MANIFEST_MALFORMED */
export async function readManifest(store: BlobStore, id: Sha256): Promise<Manifest> {
  return parseManifest(await store.read(id, limits.manifestBytes.value));
}
