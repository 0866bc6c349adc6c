// Destroys the keys of blobs, in every key file that holds one.
import type { Sha256 } from '#core/digest';
import { StoreError } from '../store-error.ts';
import type { KeyFile } from './key-file.ts';
import { isKept, keyPrintOf, nameBytes, wrapRecord } from './key-record.ts';
import { type Replacement, recordsUnder, replaceKeyFiles } from './replace-key-files.ts';
import type { HeldLock } from './tending-lock.ts';

/**
 * Puts a tombstone in the place of each record of these digests.
 * @throws {StoreError} STORE_MISSING when there never was one of them; STORE_CORRUPT, STORE_KEY when a key file cannot be looked into
 */
export async function destroyKeys(
  parts: Replacement,
  lock: HeldLock,
  digests: readonly Sha256[],
  at: Date,
): Promise<void> {
  const { index } = parts;
  // Others may write while this runs: it ends with a look that finds nothing.
  for (;;) {
    await lock.renew();
    await index.reload({ untilStable: true });
    const doubt = index.doubt();
    if (doubt !== undefined) throw doubt;
    const found = filesWith(parts, digests);
    if (found.length === 0) break;
    for (const [name, file] of found)
      await replaceKeyFiles(parts, [name], withTombstones(parts, name, file, digests, at));
  }
  for (const digest of digests) {
    if (index.find(digest).destroyed !== undefined) continue;
    throw new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
  }
}

function filesWith(
  { index }: Replacement,
  digests: readonly Sha256[],
): readonly (readonly [name: string, file: KeyFile])[] {
  return [...index.files].filter(([, { zoneKey, records }]) =>
    digests.some((digest) => records.find(zoneKey.nameOf(digest)).some(isKept)),
  );
}

function withTombstones(
  { index, zoneKey }: Replacement,
  name: string,
  file: KeyFile,
  digests: readonly Sha256[],
  at: Date,
): readonly Buffer[] {
  const wanted = new Map(digests.map((digest) => [zoneKey.nameOf(digest).toString('hex'), digest]));
  return recordsUnder(index, name, file, zoneKey).map((bytes) => {
    const digest = isKept(bytes) ? wanted.get(bytes.toString('hex', 0, nameBytes)) : undefined;
    if (digest === undefined) return bytes;
    const record = index.unwrap(name, { ...file, zoneKey }, bytes);
    if (record.state === 'destroyed') return bytes;
    const { pack, offset, length } = record;
    const keyPrint = keyPrintOf(record);
    return wrapRecord(zoneKey, { state: 'destroyed', pack, offset, length, sha256: digest, destroyedAt: at, keyPrint });
  });
}
