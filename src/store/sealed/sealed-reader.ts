// Reads one sealed blob, chunk by chunk.
import { type Sha256, Sha256Stream } from '#core/digest';
import type { BlobReader } from '../blob-store.ts';
import type { ObjectBackend, ObjectReader } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';
import { openChunk } from './blob-chunks.ts';
import { type BlobKeys, openBlobKeys } from './blob-keys.ts';
import { chunkBytes, chunkCount, chunkPlace, headerBytes } from './blob-layout.ts';
import { type KeptRecord, sizeOf } from './key-record.ts';
import { packName } from './pack-writer.ts';

/**
 * Opens the sealed bytes that a record names.
 * @param relocate - opens the blob again when its pack goes while it is read, because its blobs were put into another one
 * @returns undefined when the pack is not there
 * @throws {StoreError} STORE_CORRUPT, STORE_READ
 */
export async function openSealed(
  backend: ObjectBackend,
  record: KeptRecord,
  relocate?: () => Promise<SealedReader>,
): Promise<SealedReader | undefined> {
  const path = backend.place(packName(record.pack));
  const object = await backend.open(packName(record.pack));
  if (object === undefined) return undefined;
  try {
    return await guarded(path, async () => {
      const size = sizeOf(record);
      const keys = openBlobKeys(record.dataKey, await object.read(record.offset, headerBytes));
      return new SealedReader({ object, path, record, size, keys }, relocate);
    });
  } catch (error) {
    await object.close();
    throw error;
  }
}

interface OpenedPlace {
  readonly object: ObjectReader;
  /** Of the pack. */
  readonly path: string;
  readonly record: KeptRecord;
  readonly size: number;
  readonly keys: BlobKeys;
}

export class SealedReader implements BlobReader {
  readonly sha256: Sha256;
  readonly size: number;
  #place: OpenedPlace;
  readonly #relocate: (() => Promise<SealedReader>) | undefined;
  /** The chunk that was opened last: small reads often stay in one. */
  #chunk: { readonly index: number; readonly plain: Uint8Array } | undefined;

  constructor(place: OpenedPlace, relocate?: () => Promise<SealedReader>) {
    this.sha256 = place.record.sha256;
    this.size = place.size;
    this.#place = place;
    this.#relocate = relocate;
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    if (at < 0 || length < 0) throw new RangeError('reading begins at 0 and goes forward');
    const end = Math.min(this.size, at + length);
    const bytes = Buffer.allocUnsafe(Math.max(0, end - at));
    for (let from = at; from < end; ) {
      const index = Math.floor(from / chunkBytes);
      const start = index * chunkBytes;
      const piece = (await this.#open(index)).subarray(from - start, end - start);
      bytes.set(piece, from - at);
      from += piece.length;
    }
    return bytes;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    const hash = new Sha256Stream();
    for (let index = 0; index < chunkCount(this.size); index++) {
      const plain = await this.#decrypt(index);
      hash.update(plain);
      if (plain.length > 0) yield plain;
    }
    if (hash.finish() === this.sha256) return;
    const { path, record } = this.#place;
    const { offset } = record;
    throw new StoreError('STORE_CORRUPT', `${path}: the blob is not of the digest ${this.sha256}`, { path, offset });
  }

  async close(): Promise<void> {
    await this.#place.object.close();
  }

  async #open(index: number): Promise<Uint8Array> {
    if (this.#chunk?.index !== index) this.#chunk = { index, plain: await this.#decrypt(index) };
    return this.#chunk.plain;
  }

  async #decrypt(index: number): Promise<Uint8Array> {
    const { at, length } = chunkPlace(this.size, index);
    const sealed = await this.#fetch(at, length);
    const { path, keys } = this.#place;
    return guarded(path, async () => openChunk(keys, this.size, index, sealed));
  }

  async #fetch(at: number, length: number): Promise<Uint8Array> {
    const { object, record } = this.#place;
    try {
      return await object.read(record.offset + at, length);
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'STORE_MISSING' || this.#relocate === undefined) throw error;
    }
    const fresh = await this.#relocate();
    await object.close();
    this.#place = fresh.#place;
    return this.#place.object.read(this.#place.record.offset + at, length);
  }
}

/** Says in which pack it happened. */
async function guarded<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StoreError) || error.fields.path !== undefined) throw error;
    throw new StoreError(error.code, `${path}: ${error.message}`, { ...error.fields, path });
  }
}
