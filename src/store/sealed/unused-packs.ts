// Packs that no key file speaks of.
import type { ListedObject, ObjectBackend } from '../object-backend.ts';
import type { KeyIndex } from './key-index.ts';
import { usedBytes } from './pack-use.ts';
import { packFolder } from './pack-writer.ts';
import { batchLifeMs } from './store-batch.ts';

/**
 * Removes what killed writers left: packs without a key file that were last written so long ago that no batch can still
 * publish them; and key files that were written too late under a key that was rotated away.
 * @returns how many objects there were
 * @throws {StoreError} STORE_CORRUPT, STORE_KEY when a key file cannot be read and so any pack may be needed
 */
export async function sweepPacks(backend: ObjectBackend, index: KeyIndex, now: number): Promise<number> {
  const before = now - 2 * batchLifeMs;
  const packs = await backend.list(packFolder);
  const old = packs.filter(({ writtenAt }) => writtenAt < before);
  const removed = await removeUnused(backend, index, old);
  for (const name of index.retired) await backend.remove(name);
  return removed + index.retired.length + (await backend.clean(before));
}

/**
 * @param packs - only these; listed before this is called
 * @throws {StoreError} as `sweepPacks`
 */
export async function removeUnused(
  backend: ObjectBackend,
  index: KeyIndex,
  packs: readonly Pick<ListedObject, 'name'>[],
): Promise<number> {
  // INVARIANT: the key files are read after the packs were listed.
  await index.reload({ untilStable: true });
  const doubt = index.doubt();
  if (doubt !== undefined) throw doubt;
  const used = new Set(usedBytes(index).keys());
  const unused = packs.filter(({ name }) => !used.has(name));
  for (const { name } of unused) await backend.remove(name);
  return unused.length;
}
