// Blobs: bytes by their SHA-256, sealed where they lie. Folder and S3 keep them behind this interface; one contract suite runs on
// both (tests/contracts/blob-store.test.ts).
import type { Sha256 } from '#core/digest';
import type { StoreError } from './store-error.ts';

export interface Stored {
  /** Of the plaintext. */
  readonly sha256: Sha256;
  /** Bytes of the plaintext. */
  readonly size: number;
}

export interface StoredFile extends Stored {
  /** Names the state of the file that was read: device, inode, size, times. */
  readonly state: string;
}

/** What is added together. Nothing of it can be seen before `commit` returns or after `commit` was never called. */
export interface BlobBatch {
  /** @throws {StoreError} STORE_WRITE, STORE_LIMIT */
  add(bytes: Uint8Array): Promise<Stored>;
  /**
   * Adds a file and digests it on the way; a file of up to 8 MiB is read once, and sealed only when it is new.
   * @param path - links on the way are resolved; a link at its end is refused
   * @throws {FileError} FILE_CHANGED when it changes while it is read; FILE_MISSING, FILE_UNREADABLE, FILE_KIND
   * @throws {StoreError} STORE_WRITE, STORE_LIMIT
   */
  addFile(path: string): Promise<StoredFile>;
  /**
   * Adds a blob of another store, as `addFile` does; its SHA-256 is compared on the way.
   * @throws {StoreError} STORE_CORRUPT, STORE_READ of the other; STORE_WRITE, STORE_LIMIT
   */
  addBlob(blob: Pick<BlobReader, 'size' | 'sha256' | 'chunks'>): Promise<Stored>;
  /**
   * Returns when everything that was added is durable. All of it becomes visible at one instant.
   * @throws {StoreError} STORE_WRITE: whether it is there has to be looked up, but it is there as a whole or not at all;
   *   STORE_KEY when the key of the zone was rotated since the store was opened
   */
  commit(): Promise<void>;
  /** Removes what was written. After a commit it does nothing. */
  abort(): Promise<void>;
}

/** One blob. The commitment to its key has been checked when `open` returns. */
export interface BlobReader extends Stored {
  /**
   * Bytes from `at`, `length` of them or fewer at the end. Every chunk that they lie in has been authenticated as the one at this
   * place of this blob, and the size of the blob with its key; the digest of the whole is not computed.
   * @throws {StoreError} STORE_CORRUPT, STORE_READ
   */
  read(at: number, length: number): Promise<Uint8Array>;
  /**
   * The blob in pieces of up to 1 MiB. Each is authenticated before it is given; the SHA-256 of the whole is compared when
   * the last one was taken. Who stops earlier has authentic bytes, and has not seen the digest confirmed.
   * @throws {StoreError} STORE_CORRUPT, STORE_READ
   */
  chunks(): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** What `check` found at one place. */
export interface CheckedBlob {
  /** The pack, or the key file when that is what cannot be used. */
  readonly path: string;
  readonly outcome: 'sound' | 'destroyed' | 'damaged';
  /** Absent when a whole key file is damaged. */
  readonly blob?: Stored;
  /** Why it is damaged. */
  readonly error?: StoreError;
}

export interface BlobStore {
  batch(): BlobBatch;
  /** @throws {StoreError} STORE_MISSING, STORE_CORRUPT, STORE_DESTROYED, STORE_KEY, STORE_READ */
  open(digest: Sha256): Promise<BlobReader>;
  /**
   * The whole blob; its SHA-256 has been compared.
   * @throws {StoreError} as `open`, and STORE_LIMIT when it is larger than `maxBytes`
   */
  read(digest: Sha256, maxBytes: number): Promise<Uint8Array>;
  /** Whether a key of the blob is there; its bytes are not read. @throws {StoreError} STORE_READ, STORE_CORRUPT, STORE_KEY */
  has(digest: Sha256): Promise<boolean>;
  /** Every readable blob once, by digest. @throws {StoreError} STORE_READ, STORE_CORRUPT, STORE_KEY */
  list(): Promise<readonly Stored[]>;
  /** Reads and verifies everything, and names what is damaged. */
  check(): AsyncIterable<CheckedBlob>;
}
