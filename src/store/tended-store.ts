// What owners of a store do with it now and then.
import type { Sha256 } from '#core/digest';
import type { BlobStore } from './blob-store.ts';
import type { ZoneKey } from './sealed/zone-key.ts';

/** One process at a time does it; the others get STORE_BUSY. */
export interface TendedStore extends BlobStore {
  /**
   * Puts small packs together and drops the bytes of destroyed blobs. A batch does it by itself when many are there.
   * @returns how many packs and key files there were less
   */
  consolidate(): Promise<number>;
  /**
   * Destroys the keys of blobs. A record of each stays that says when. Old blocks of the disk and backups may still hold the sealed key:
   * rotating the zone key and destroying the old one makes these useless too.
   * @throws {StoreError} STORE_MISSING when there is one of them not, STORE_CORRUPT when a damaged key file may hold another copy
   */
  destroy(...digests: readonly Sha256[]): Promise<void>;
  /**
   * Wraps all keys under `next`; blobs are not touched. After a crash both keys are needed until it has been run again.
   * @returns the number of key files that were written anew
   */
  rotate(next: ZoneKey): Promise<number>;
  /** Looks again at what others have written and destroyed. @throws {StoreError} STORE_READ, STORE_CORRUPT */
  refresh(): Promise<void>;
  /** Removes what killed writers left behind more than two days ago. @returns the number of packs */
  sweep(): Promise<number>;
}
