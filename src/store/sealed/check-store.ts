// Reads and verifies everything in a store, whatever is damaged meanwhile.
import type { CheckedBlob } from '../blob-store.ts';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { KeyIndex } from './key-index.ts';
import { type KeptRecord, keyPrintOf, sizeOf } from './key-record.ts';
import { packName } from './pack-writer.ts';
import { openSealed } from './sealed-reader.ts';

/** @param index - reads all key files anew */
export async function* checkStore(backend: ObjectBackend, index: KeyIndex): AsyncGenerator<CheckedBlob> {
  await index.reload();
  for (const [name, error] of index.problems) yield { path: backend.place(name), outcome: 'damaged', error };
  const destroyed = printsIn(index);
  for (const [name, file] of index.files) {
    for (const bytes of file.records) {
      let record: ReturnType<KeyIndex['unwrap']>;
      try {
        record = index.unwrap(name, file, bytes);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        yield { path: backend.place(name), outcome: 'damaged', error };
        continue;
      }
      const path = backend.place(packName(record.pack));
      if (record.state === 'destroyed' || destroyed.has(keyPrintOf(record))) {
        yield { path, outcome: 'destroyed', blob: { sha256: record.sha256, size: sizeOf(record) } };
      } else if (!(await isSurplus(backend, index, record))) yield await checkBlob(backend, path, record);
    }
  }
}

/** A damaged tombstone is named where its record is looked at. */
function printsIn(index: KeyIndex): ReadonlySet<string> {
  try {
    return index.destroyedPrints();
  } catch (error) {
    if (error instanceof StoreError) return new Set();
    throw error;
  }
}

/** Two that tend a store at once, one of them without its lock, may leave a record of a pack that the other has emptied. */
async function isSurplus(backend: ObjectBackend, index: KeyIndex, record: KeptRecord): Promise<boolean> {
  if (await isThere(backend, record)) return false;
  try {
    for (const other of index.find(record.sha256).kept) if (await isThere(backend, other)) return true;
  } catch (error) {
    // Another record of the blob is damaged, and named where it stands.
    if (!(error instanceof StoreError)) throw error;
  }
  return false;
}

async function isThere(backend: ObjectBackend, { pack }: KeptRecord): Promise<boolean> {
  const object = await backend.open(packName(pack));
  await object?.close();
  return object !== undefined;
}

async function checkBlob(backend: ObjectBackend, path: string, record: KeptRecord): Promise<CheckedBlob> {
  const { sha256 } = record;
  try {
    const blob = { sha256, size: sizeOf(record) };
    const reader = await openSealed(backend, record);
    if (reader === undefined)
      throw new StoreError('STORE_CORRUPT', `${path} is gone, and the blob ${sha256} with it`, { path });
    try {
      for await (const chunk of reader.chunks()) void chunk;
    } finally {
      await reader.close();
    }
    return { path, outcome: 'sound', blob };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { path, outcome: 'damaged', error };
  }
}
