// The blob store over any backend.
import type { Sha256 } from '#core/digest';
import type { BlobBatch, BlobReader, BlobStore, CheckedBlob, Stored } from '../blob-store.ts';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { checkStore } from './check-store.ts';
import { type FoundKeys, KeyIndex } from './key-index.ts';
import { isKept, placeName, placeOf, sizeOf } from './key-record.ts';
import { openSealed } from './sealed-reader.ts';
import { StoreBatch } from './store-batch.ts';
import type { ZoneKey } from './zone-key.ts';
import { currentKeyId } from './zone-state.ts';

export interface SealedStoreParts {
  readonly backend: ObjectBackend;
  /** The key that new blobs are wrapped under. */
  readonly zoneKey: ZoneKey;
  /** Keys that some blobs may still be wrapped under, because a rotation was interrupted. */
  readonly olderKeys?: readonly ZoneKey[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key, STORE_READ, STORE_CORRUPT */
export async function openSealedStore(parts: SealedStoreParts): Promise<SealedStore> {
  const keyId = await currentKeyId(parts.backend);
  const keys = [parts.zoneKey, ...(parts.olderKeys ?? [])];
  if (keyId !== undefined && !keys.some(({ id }) => id === keyId)) {
    throw new StoreError('STORE_KEY', `the zone is sealed under the key ${keyId}; this is ${parts.zoneKey.id}`, {
      value: keyId,
    });
  }
  const store = new SealedStore(parts);
  await store.reload();
  return store;
}

export class SealedStore implements BlobStore {
  readonly #backend: ObjectBackend;
  readonly #zoneKeys: readonly ZoneKey[];
  readonly #index: KeyIndex;
  readonly #parts: SealedStoreParts;

  constructor(parts: SealedStoreParts) {
    this.#parts = parts;
    this.#backend = parts.backend;
    this.#zoneKeys = [parts.zoneKey, ...(parts.olderKeys ?? [])];
    this.#index = new KeyIndex(parts.backend, () => this.#zoneKeys);
  }

  reload(): Promise<void> {
    return this.#index.reload();
  }

  batch(): BlobBatch {
    return new StoreBatch({
      backend: this.#backend,
      index: this.#index,
      zoneKey: this.#parts.zoneKey,
      now: this.#parts.now ?? Date.now,
      committed: async () => {},
    });
  }

  async open(digest: Sha256): Promise<BlobReader> {
    let missing = '';
    // Putting packs together moves blobs: what is not where it was is looked up again.
    for (let attempt = 0; attempt < 3; attempt++) {
      const { kept } = await this.#find(digest, attempt > 0);
      for (const record of kept) {
        const reader = await openSealed(this.#backend, record);
        if (reader !== undefined) return reader;
        missing = record.pack;
      }
    }
    const path = this.#backend.place(`packs/${missing}.pack`);
    throw new StoreError('STORE_CORRUPT', `${path} is gone, and the blob ${digest} with it`, { path, value: digest });
  }

  async read(digest: Sha256, maxBytes: number): Promise<Uint8Array> {
    const reader = await this.open(digest);
    try {
      if (reader.size > maxBytes) {
        throw new StoreError('STORE_LIMIT', `the blob ${digest} has ${reader.size} bytes`, { value: reader.size });
      }
      const whole = Buffer.allocUnsafe(reader.size);
      let at = 0;
      for await (const chunk of reader.chunks()) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      return whole;
    } finally {
      await reader.close();
    }
  }

  async has(digest: Sha256): Promise<boolean> {
    try {
      return (await this.#find(digest, false)).kept.length > 0;
    } catch (error) {
      if (error instanceof StoreError && (error.code === 'STORE_MISSING' || error.code === 'STORE_DESTROYED'))
        return false;
      throw error;
    }
  }

  async list(): Promise<readonly Stored[]> {
    await this.#index.reload();
    const doubt = this.#index.doubt();
    if (doubt !== undefined) throw doubt;
    const destroyed = this.#index.destroyedPlaces();
    const sizes = new Map<Sha256, number>();
    for (const [path, file] of this.#index.files) {
      for (const bytes of file.records) {
        if (!isKept(bytes) || destroyed.has(placeName(placeOf(bytes)))) continue;
        const record = this.#index.unwrap(path, file, bytes);
        sizes.set(record.sha256, sizeOf(record));
      }
    }
    return [...sizes].map(([sha256, size]) => ({ sha256, size })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  }

  check(): AsyncIterable<CheckedBlob> {
    return checkStore(this.#backend, new KeyIndex(this.#backend, () => this.#zoneKeys));
  }

  /** @throws {StoreError} STORE_DESTROYED, STORE_MISSING, and what keeps us from telling that it is missing */
  async #find(digest: Sha256, again: boolean): Promise<FoundKeys> {
    if (!again) {
      const found = this.#index.find(digest);
      if (found.kept.length > 0) return found;
    }
    await this.#index.reload();
    const found = this.#index.find(digest);
    if (found.kept.length > 0) return found;
    if (found.destroyed !== undefined) {
      const at = found.destroyed.destroyedAt.toISOString();
      throw new StoreError('STORE_DESTROYED', `the key of the blob ${digest} was destroyed at ${at}`, { value: at });
    }
    throw this.#index.doubt() ?? new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
  }
}
