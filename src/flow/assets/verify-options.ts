// How thoroughly an asset is verified.
import type { HashOptions } from '../hash-places.ts';

export interface VerifyAssetOptions extends HashOptions {
  /**
   * Whether every byte that the store has of it is read and hashed. `without-copy`: when no copy was found to be as recorded, because
   * otherwise nothing would have been looked at. `done`: the caller has read all of the store just now.
   */
  readonly readStore: 'always' | 'without-copy' | 'done';
  /** Reads all of every copy; otherwise only files that look other than when they were read last. */
  readonly readCopies: boolean;
  /** Only this copy, as its place was recorded; every one on this machine when absent. */
  readonly place?: string;
}
