// A batch: hashes and seals what is added into packs that nobody sees, then makes all of it visible with one key file.
import { type Sha256, Sha256Stream, sha256 } from '#core/digest';
import type { BlobBatch, BlobReader, Stored, StoredFile } from '../blob-store.ts';
import type { ObjectBackend } from '../object-backend.ts';
import { OpenedFile } from '../opened-file.ts';
import { StoreError } from '../store-error.ts';
import { BlobSealer } from './blob-chunks.ts';
import { dataKeyBytes } from './blob-keys.ts';
import { chunkBytes, sealedLength } from './blob-layout.ts';
import { drawRandom } from './draw-random.ts';
import { encodeKeyFile } from './key-file.ts';
import { type KeyIndex, keyFileName } from './key-index.ts';
import { wrapRecord } from './key-record.ts';
import { drawId, PackWriter, packBytes } from './pack-writer.ts';
import type { ZoneKey } from './zone-key.ts';
import { assertCurrent, claimZone } from './zone-state.ts';

export interface BatchParts {
  readonly backend: ObjectBackend;
  readonly index: KeyIndex;
  readonly zoneKey: ZoneKey;
  readonly now: () => number;
  /** Called after each commit that wrote something. */
  readonly committed: () => Promise<void>;
}

/** Larger files are sealed while they are read, each into a pack of its own that is given up when the digest turns out known. */
const wholeFileBytes = 8_388_608;
/** `sweep` removes packs without a key file after twice this time, so a commit must not come later. */
export const batchLifeMs = 86_400_000;

export class StoreBatch implements BlobBatch {
  readonly #parts: BatchParts;
  readonly #started: number;
  readonly #added = new Set<string>();
  readonly #records: Buffer[] = [];
  readonly #finished: PackWriter[] = [];
  #pack: PackWriter | undefined;
  /** Holds one small file after the other. */
  #buffer: Buffer | undefined;
  #state: 'open' | 'failed' | 'closed' = 'open';
  #isPublished = false;
  #hasFound = false;
  /** What was asked for last; calls wait for each other. */
  #last: Promise<unknown>;

  constructor(parts: BatchParts) {
    this.#parts = parts;
    this.#started = parts.now();
    // Others may have added since this store was opened. What it cannot read is for those to tell who read.
    this.#last = parts.index.reload().catch(() => {});
  }

  add(bytes: Uint8Array): Promise<Stored> {
    return this.#inTurn(async () => {
      const stored = { sha256: sha256(bytes), size: bytes.length };
      if (!this.#isKnown(stored.sha256)) await this.#seal(stored, bytes);
      return stored;
    });
  }

  addFile(path: string): Promise<StoredFile> {
    return this.#inTurn(async () => {
      const file = OpenedFile.open(path);
      try {
        return file.size <= wholeFileBytes ? await this.#addWhole(file) : await this.#addStreamed(file);
      } finally {
        file.close();
      }
    });
  }

  addBlob(blob: Pick<BlobReader, 'size' | 'sha256' | 'chunks'>): Promise<Stored> {
    return this.#inTurn(async () => {
      const stored = { sha256: blob.sha256, size: blob.size };
      if (this.#isKnown(stored.sha256)) return stored;
      if (blob.size > wholeFileBytes) return this.#addStream(blob.size, blob.chunks());
      const pieces: Uint8Array[] = [];
      for await (const piece of blob.chunks()) pieces.push(piece);
      await this.#seal(stored, Buffer.concat(pieces));
      return stored;
    });
  }

  commit(): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#endPack();
        if (this.#records.length > 0) await this.#publish();
        else if (this.#hasFound) await this.#confirm();
      } catch (error) {
        await this.#discard();
        throw error;
      }
      this.#state = 'closed';
      if (this.#records.length > 0) await this.#parts.committed();
    });
  }

  async abort(): Promise<void> {
    await this.#last;
    if (this.#state !== 'closed') await this.#discard();
  }

  async #discard(): Promise<void> {
    this.#state = 'closed';
    await this.#pack?.abort();
    this.#pack = undefined;
    // INVARIANT: when a commit fails its key file may be there all the same, so its packs stay; `sweep` finds them if it is not.
    if (this.#isPublished) return;
    for (const pack of this.#finished.splice(0)) await pack.abort();
  }

  async #publish(): Promise<void> {
    const { backend, index, zoneKey, now } = this.#parts;
    if (now() - this.#started > batchLifeMs) {
      throw new StoreError('STORE_WRITE', 'the batch is older than a day; add everything again');
    }
    await claimZone(backend, zoneKey);
    this.#isPublished = true;
    const id = drawId();
    const name = keyFileName(id);
    const bytes = encodeKeyFile(id, zoneKey, this.#records);
    if (!(await backend.create(name, bytes))) throw new StoreError('STORE_WRITE', `${backend.place(name)} exists`);
    await this.#confirm();
    index.adopt(name, bytes);
  }

  /**
   * INVARIANT: rotation names the new key first and lists the key files then. If the old one still counts here, that list has
   * the file of this batch, and those in which it found what it did not write again. A file that turns out to be too late is
   * not withdrawn: others may have found their bytes in it, and what they looked at must not go.
   */
  #confirm(): Promise<void> {
    return assertCurrent(this.#parts.backend, this.#parts.zoneKey);
  }

  async #addWhole(file: OpenedFile): Promise<StoredFile> {
    this.#buffer ??= Buffer.allocUnsafeSlow(wholeFileBytes);
    const bytes = this.#buffer.subarray(0, file.size);
    file.readInto(bytes, 0);
    file.assertUnchanged();
    const stored = { sha256: sha256(bytes), size: bytes.length };
    if (!this.#isKnown(stored.sha256)) await this.#seal(stored, bytes);
    return { ...stored, state: file.state };
  }

  async #addStreamed(file: OpenedFile): Promise<StoredFile> {
    const stored = await this.#addStream(file.size, chunksOf(file));
    return { ...stored, state: file.state };
  }

  /** @param chunks - `size` bytes together */
  async #addStream(size: number, chunks: AsyncIterable<Uint8Array>): Promise<Stored> {
    const pack = new PackWriter(this.#parts.backend);
    const dataKey = drawRandom(dataKeyBytes);
    const sealer = new BlobSealer(dataKey);
    const hash = new Sha256Stream();
    try {
      await pack.append(sealer.header);
      let at = 0;
      for await (const plain of chunks) {
        hash.update(plain);
        at += plain.length;
        await pack.append(...sealer.seal(plain, at === size));
      }
      const stored = { sha256: hash.finish(), size };
      if (this.#isKnown(stored.sha256)) await pack.abort();
      else {
        await pack.finish();
        this.#finished.push(pack);
        this.#record(stored, dataKey, pack.id, 0);
      }
      return stored;
    } catch (error) {
      await pack.abort();
      throw error;
    }
  }

  async #seal(stored: Stored, bytes: Uint8Array): Promise<void> {
    const length = sealedLength(stored.size);
    if (this.#pack !== undefined && this.#pack.size + length > packBytes) await this.#endPack();
    this.#pack ??= new PackWriter(this.#parts.backend);
    const pack = this.#pack;
    const offset = pack.size;
    const dataKey = drawRandom(dataKeyBytes);
    const sealer = new BlobSealer(dataKey);
    await pack.append(sealer.header);
    for (let at = 0; at === 0 || at < bytes.length; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes);
      await pack.append(...sealer.seal(chunk, at + chunk.length === bytes.length));
    }
    this.#record(stored, dataKey, pack.id, offset);
  }

  #record({ sha256: digest, size }: Stored, dataKey: Uint8Array, pack: string, offset: number): void {
    const place = { pack, offset, length: sealedLength(size) };
    this.#records.push(wrapRecord(this.#parts.zoneKey, { state: 'kept', ...place, sha256: digest, dataKey }));
    this.#added.add(digest);
  }

  async #endPack(): Promise<void> {
    const pack = this.#pack;
    if (pack === undefined) return;
    this.#pack = undefined;
    this.#finished.push(pack);
    await pack.finish();
  }

  #isKnown(digest: Sha256): boolean {
    if (this.#added.has(digest)) return true;
    const isFound = this.#parts.index.knows(digest, this.#parts.zoneKey);
    this.#hasFound ||= isFound;
    return isFound;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      if (this.#state !== 'open') throw new StoreError('STORE_WRITE', `the batch is ${this.#state}`);
      return act();
    });
    this.#last = turn.catch((error: unknown) => {
      // After a failed write nobody knows where in the pack the next blob would begin.
      if (error instanceof StoreError && this.#state === 'open') this.#state = 'failed';
    });
    return turn;
  }
}

/** Whole chunks, the last one aside; each is taken over before the next is read. */
async function* chunksOf(file: OpenedFile): AsyncIterable<Uint8Array> {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  for (let at = 0; at < file.size; at += chunkBytes) {
    const plain = chunk.subarray(0, Math.min(chunkBytes, file.size - at));
    file.readInto(plain, at);
    yield plain;
  }
  file.assertUnchanged();
}
