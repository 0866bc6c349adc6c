// The one way in which key files are replaced: the new one first, then the old ones go.
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { encodeKeyFile, type KeyFile } from './key-file.ts';
import { type KeyIndex, keyFileName } from './key-index.ts';
import { wrapRecord } from './key-record.ts';
import { drawId } from './pack-writer.ts';
import type { ZoneKey } from './zone-key.ts';
import { assertCurrent } from './zone-state.ts';

export interface Replacement {
  readonly backend: ObjectBackend;
  readonly index: KeyIndex;
  /** The key of the zone now. */
  readonly zoneKey: ZoneKey;
}

/**
 * Puts one key file with `records` in the place of `sources`.
 *
 * INVARIANT: what was destroyed does not come back. Whoever destroys a key removes every key file that holds it, and looks again
 * until there is none. A replacement that was made from one of these meanwhile finds its source gone here, and goes too. What else
 * is in it is also in what took the place of the source.
 * @param records - wrapped under `zoneKey`; never none, since a destroyed key leaves a record
 * @returns false when a source was replaced by somebody else; nothing has changed then
 * @throws {StoreError} STORE_WRITE: old and new may both be there, which does no harm; STORE_KEY when the zone was rotated
 */
export async function replaceKeyFiles(
  { backend, index, zoneKey }: Replacement,
  sources: readonly string[],
  records: readonly Buffer[],
): Promise<boolean> {
  if (records.length === 0) throw new TypeError('a key file cannot be replaced by nothing');
  const id = drawId();
  const name = keyFileName(id);
  const bytes = encodeKeyFile(id, zoneKey, records);
  if (!(await backend.create(name, bytes))) throw new StoreError('STORE_WRITE', `${backend.place(name)} exists`);
  // Under a key that does not count any more it stays until it is wrapped anew or swept; the sources stay too.
  await assertCurrent(backend, zoneKey);
  if (!(await allThere(backend, sources))) {
    await backend.remove(name);
    return false;
  }
  index.adopt(name, bytes);
  for (const source of sources) await backend.remove(source);
  return true;
}

/** The records of a key file as they stand under `zoneKey`. @throws {StoreError} STORE_CORRUPT */
export function recordsUnder(index: KeyIndex, name: string, file: KeyFile, zoneKey: ZoneKey): readonly Buffer[] {
  if (file.damage !== undefined) throw file.damage;
  if (file.zoneKey === zoneKey) return [...file.records];
  return [...file.records].map((bytes) => wrapRecord(zoneKey, index.unwrap(name, file, bytes)));
}

async function allThere(backend: ObjectBackend, names: readonly string[]): Promise<boolean> {
  for (const name of names) {
    const object = await backend.open(name);
    if (object === undefined) return false;
    await object.close();
  }
  return true;
}
