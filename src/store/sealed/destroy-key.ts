// Destroys the key of one blob, in every key file that holds it.
import type { Sha256 } from '#core/digest';
import { StoreError } from '../store-error.ts';
import { isKept, keyPrintOf, wrapRecord } from './key-record.ts';
import { type Replacement, recordsUnder, replaceKeyFiles } from './replace-key-files.ts';
import type { HeldLock } from './tending-lock.ts';

/**
 * Puts a tombstone in the place of each record of `digest`.
 * @throws {StoreError} STORE_MISSING when there never was one; STORE_CORRUPT, STORE_KEY when a key file cannot be looked into
 */
export async function destroyKey(parts: Replacement, lock: HeldLock, digest: Sha256, at: Date): Promise<void> {
  const { index } = parts;
  // Others may write while this runs: it ends with a look that finds nothing.
  for (;;) {
    await lock.renew();
    await index.reload({ untilStable: true });
    const doubt = index.doubt();
    if (doubt !== undefined) throw doubt;
    const names = filesWith(parts, digest);
    if (names.length === 0) break;
    for (const name of names) await replaceKeyFiles(parts, [name], withTombstones(parts, name, digest, at));
  }
  if (index.find(digest).destroyed !== undefined) return;
  throw new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
}

function filesWith({ index }: Replacement, digest: Sha256): readonly string[] {
  const found = [...index.files].filter(([, { zoneKey, records }]) =>
    records.find(zoneKey.nameOf(digest)).some(isKept),
  );
  return found.map(([name]) => name);
}

function withTombstones({ index, zoneKey }: Replacement, name: string, digest: Sha256, at: Date): readonly Buffer[] {
  const wanted = zoneKey.nameOf(digest);
  const file = index.files.get(name);
  return recordsUnder(index, name, zoneKey).map((bytes) => {
    if (file === undefined || !isKept(bytes) || bytes.compare(wanted, 0, wanted.length, 0, wanted.length) !== 0)
      return bytes;
    const record = index.unwrap(name, { ...file, zoneKey }, bytes);
    if (record.state === 'destroyed') return bytes;
    const { pack, offset, length } = record;
    const place = { pack, offset, length };
    return wrapRecord(zoneKey, {
      state: 'destroyed',
      ...place,
      sha256: digest,
      destroyedAt: at,
      keyPrint: keyPrintOf(record),
    });
  });
}
