// The blob store over any backend.
import type { Sha256 } from '#core/digest';
import type { BlobBatch, BlobReader, CheckedBlob, Stored } from '../blob-store.ts';
import type { ObjectBackend } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import type { TendedStore } from '../tended-store.ts';
import { checkStore } from './check-store.ts';
import { consolidate } from './consolidate.ts';
import { destroyKeys } from './destroy-key.ts';
import { type FoundKeys, KeyIndex } from './key-index.ts';
import { isKept, keyPrintOf, sizeOf } from './key-record.ts';
import { crowdedTier, smallOrWasted } from './merge-choice.ts';
import { mergeCosts } from './pack-use.ts';
import { packName } from './pack-writer.ts';
import type { Replacement } from './replace-key-files.ts';
import { rotateKeys } from './rotate-keys.ts';
import { openSealed, type SealedReader } from './sealed-reader.ts';
import { StoreBatch } from './store-batch.ts';
import { type HeldLock, withTendingLock } from './tending-lock.ts';
import { sweepPacks } from './unused-packs.ts';
import type { ZoneKey } from './zone-key.ts';
import { readZoneState } from './zone-state.ts';

export interface SealedStoreParts {
  readonly backend: ObjectBackend;
  readonly zoneKey: ZoneKey;
  /** The other key of a rotation that was interrupted: some blobs may be wrapped under it. */
  readonly otherKeys?: readonly ZoneKey[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** @throws {StoreError} STORE_KEY when the zone is sealed under another key, STORE_READ, STORE_CORRUPT */
export async function openSealedStore(parts: SealedStoreParts): Promise<TendedStore> {
  const { backend, zoneKey, otherKeys = [], now = Date.now } = parts;
  const keyId = (await readZoneState(backend))?.keyId;
  const zoneKeys = [zoneKey, ...otherKeys];
  const current = keyId === undefined ? zoneKey : zoneKeys.find(({ id }) => id === keyId);
  if (current === undefined) {
    const message = `${backend.place('')} is sealed under the zone key ${keyId}; the key given is ${zoneKey.id}`;
    throw new StoreError('STORE_KEY', message, { value: keyId ?? '' });
  }
  const store = new SealedStore(backend, zoneKeys, current, now);
  await store.reload();
  return store;
}

class SealedStore implements TendedStore {
  readonly #backend: ObjectBackend;
  readonly #now: () => number;
  readonly #index: KeyIndex;
  #zoneKeys: readonly ZoneKey[];
  /** Of `#zoneKeys`, the one that new blobs are wrapped under. */
  #current: ZoneKey;

  constructor(backend: ObjectBackend, zoneKeys: readonly ZoneKey[], current: ZoneKey, now: () => number) {
    this.#backend = backend;
    this.#zoneKeys = zoneKeys;
    this.#current = current;
    this.#now = now;
    this.#index = new KeyIndex(backend, () => this.#zoneKeys);
  }

  reload(): Promise<void> {
    return this.#index.reload();
  }

  refresh(): Promise<void> {
    return this.#index.reload({ untilStable: true });
  }

  batch(): BlobBatch {
    return new StoreBatch({
      backend: this.#backend,
      index: this.#index,
      zoneKey: this.#current,
      now: this.#now,
      committed: () => this.#mergeCrowded(),
    });
  }

  open(digest: Sha256): Promise<BlobReader> {
    return this.#open(digest);
  }

  async read(digest: Sha256, maxBytes: number): Promise<Uint8Array> {
    const reader = await this.#open(digest);
    try {
      if (reader.size > maxBytes) {
        const message = `the blob ${digest} has ${reader.size} bytes, more than ${maxBytes}`;
        throw new StoreError('STORE_LIMIT', message, { value: reader.size });
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
      const isNo = error instanceof StoreError && (error.code === 'STORE_MISSING' || error.code === 'STORE_DESTROYED');
      if (isNo) return false;
      throw error;
    }
  }

  async list(): Promise<readonly Stored[]> {
    await this.#index.reload({ untilStable: true });
    const doubt = this.#index.doubt();
    if (doubt !== undefined) throw doubt;
    const destroyed = this.#index.destroyedPrints();
    const sizes = new Map<Sha256, number>();
    for (const [name, file] of this.#index.files) {
      for (const bytes of file.records) {
        const record = isKept(bytes) ? this.#index.unwrap(name, file, bytes) : undefined;
        if (record?.state === 'kept' && !destroyed.has(keyPrintOf(record))) sizes.set(record.sha256, sizeOf(record));
      }
    }
    return [...sizes].map(([sha256, size]) => ({ sha256, size })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  }

  check(): AsyncIterable<CheckedBlob> {
    return checkStore(this.#backend, new KeyIndex(this.#backend, () => this.#zoneKeys));
  }

  consolidate(): Promise<number> {
    return this.#tend((lock) => consolidate(this.#replacement(), lock, smallOrWasted));
  }

  destroy(...digests: readonly Sha256[]): Promise<void> {
    return this.#tend((lock) => destroyKeys(this.#replacement(), lock, digests, new Date(this.#now())));
  }

  rotate(next: ZoneKey): Promise<number> {
    return this.#tend(async (lock) => {
      const known = this.#zoneKeys.find(({ id }) => id === next.id) ?? next;
      if (known === next) this.#zoneKeys = [...this.#zoneKeys, next];
      // From here on a commit under the old key fails, whether this comes to its end or not.
      const oldIds = this.#zoneKeys.map(({ id }) => id).filter((id) => id !== known.id);
      const written = await rotateKeys({ ...this.#replacement(), zoneKey: known }, lock, oldIds);
      this.#current = known;
      return written;
    });
  }

  sweep(): Promise<number> {
    return this.#tend(() => sweepPacks(this.#backend, this.#index, this.#now()));
  }

  /** A commit is durable before this begins, so it succeeds whatever happens here; the next one tries again. */
  async #mergeCrowded(): Promise<void> {
    if (crowdedTier(mergeCosts(this.#index)).length === 0) return;
    try {
      await this.#tend((lock) => consolidate(this.#replacement(), lock, crowdedTier));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }

  #tend<T>(act: (lock: HeldLock) => Promise<T>): Promise<T> {
    return withTendingLock(this.#backend, this.#now, act);
  }

  #replacement(): Replacement {
    return { backend: this.#backend, index: this.#index, zoneKey: this.#current };
  }

  async #open(digest: Sha256): Promise<SealedReader> {
    let problem: StoreError | undefined;
    // Consolidation moves blobs: what is not where it was is looked up again.
    for (let attempt = 0; attempt < 3; attempt++) {
      for (const record of (await this.#find(digest, attempt > 0)).kept) {
        const path = this.#backend.place(packName(record.pack));
        try {
          const reader = await openSealed(this.#backend, record, () => this.#open(digest));
          if (reader !== undefined) return reader;
          const message = `${path} is gone, and the blob ${digest} with it`;
          problem = new StoreError('STORE_CORRUPT', message, { path, value: digest });
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          // There may be another copy.
          problem = error;
        }
      }
    }
    throw problem ?? this.#missing(digest);
  }

  /** @throws {StoreError} STORE_DESTROYED, STORE_MISSING, and what keeps us from telling that it is missing */
  async #find(digest: Sha256, again: boolean): Promise<FoundKeys> {
    const known = again ? undefined : this.#index.find(digest);
    if (known !== undefined && known.kept.length > 0) return known;
    await this.#index.reload({ untilStable: true });
    const found = this.#index.find(digest);
    if (found.kept.length > 0) return found;
    if (found.destroyed !== undefined) {
      const at = found.destroyed.destroyedAt.toISOString();
      throw new StoreError('STORE_DESTROYED', `the key of the blob ${digest} was destroyed at ${at}`, { value: at });
    }
    throw this.#index.doubt() ?? this.#missing(digest);
  }

  #missing(digest: Sha256): StoreError {
    return new StoreError('STORE_MISSING', `the store has no blob ${digest}`, { value: digest });
  }
}
