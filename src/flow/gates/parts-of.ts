// The parts of a release, from the document that its digest stands for.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { parseComposition } from '#core/release-composition';
import type { BlobStore } from '#store/blob-store';
import type { Relative } from './relatives-of.ts';

/** Empty for what is no composition. @throws what the store throws */
export async function partsOf(store: BlobStore, digest: Sha256): Promise<readonly Relative[]> {
  if (!(await store.has(digest))) return [];
  const composition = parseComposition(await store.read(digest, limits.signatureBytes.value));
  return (composition?.parts ?? []).map(({ role, name, sha256: id }) => ({ id, role, label: name }));
}
