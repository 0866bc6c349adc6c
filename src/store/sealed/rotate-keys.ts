// Wraps every key of a zone under another zone key. Packs are not touched.
import { type Replacement, recordsUnder, replaceKeyFiles } from './replace-key-files.ts';
import type { HeldLock } from './tending-lock.ts';
import { makeCurrent, retireKeys } from './zone-state.ts';

/**
 * @param parts - with the new key; the index knows the old ones too
 * @param oldIds - of the keys that the index knows besides
 * @returns the number of key files that were written anew
 * @throws {StoreError} STORE_CORRUPT, STORE_KEY when a key file cannot be opened: it would be lost with the old key
 */
export async function rotateKeys(parts: Replacement, lock: HeldLock, oldIds: readonly string[]): Promise<number> {
  const { backend, index, zoneKey } = parts;
  await index.reload({ untilStable: true });
  const doubt = index.doubt();
  if (doubt !== undefined) throw doubt;
  // INVARIANT: first the new key counts, then the key files are listed. A commit under the old key either is in the list, or
  // sees the new one and fails.
  await makeCurrent(backend, zoneKey);
  let written = 0;
  for (;;) {
    await index.reload({ untilStable: true });
    const old = [...index.files].filter(([, file]) => file.zoneKey !== zoneKey);
    if (old.length === 0) break;
    for (const [name, file] of old) {
      await lock.renew();
      if (await replaceKeyFiles(parts, [name], recordsUnder(index, name, file, zoneKey))) written += 1;
    }
  }
  const left = index.doubt();
  if (left !== undefined) throw left;
  await retireKeys(backend, zoneKey, oldIds);
  return written;
}
