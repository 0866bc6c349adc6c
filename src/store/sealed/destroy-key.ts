// Destroys the key of one blob, in every key file that holds it.
import type { Sha256 } from '#core/digest';
import { StoreError } from '../store-error.ts';
import type { KeyFile } from './key-file.ts';
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
    const found = filesWith(parts, digest);
    if (found.length === 0) break;
    for (const [name, file] of found)
      await replaceKeyFiles(parts, [name], withTombstones(parts, name, file, digest, at));
  }
  if (index.find(digest).destroyed !== undefined) return;
  throw new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
}

function filesWith({ index }: Replacement, digest: Sha256): readonly (readonly [name: string, file: KeyFile])[] {
  return [...index.files].filter(([, { zoneKey, records }]) => records.find(zoneKey.nameOf(digest)).some(isKept));
}

function withTombstones(
  { index, zoneKey }: Replacement,
  name: string,
  file: KeyFile,
  digest: Sha256,
  at: Date,
): readonly Buffer[] {
  const wanted = zoneKey.nameOf(digest);
  return recordsUnder(index, name, file, zoneKey).map((bytes) => {
    if (!isKept(bytes) || bytes.compare(wanted, 0, wanted.length, 0, wanted.length) !== 0) return bytes;
    const record = index.unwrap(name, { ...file, zoneKey }, bytes);
    if (record.state === 'destroyed') return bytes;
    const { pack, offset, length } = record;
    const keyPrint = keyPrintOf(record);
    return wrapRecord(zoneKey, { state: 'destroyed', pack, offset, length, sha256: digest, destroyedAt: at, keyPrint });
  });
}
