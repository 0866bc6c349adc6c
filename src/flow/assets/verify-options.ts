// How thoroughly an asset is verified.
import type { HashOptions } from '../hash-places.ts';

export interface VerifyAssetOptions extends HashOptions {
  /** Reads and hashes every byte that the store has of it; otherwise it is enough that the store has them. */
  readonly readStore: boolean;
  /** Reads all of every copy; otherwise only files that look other than when they were read last. */
  readonly readCopies: boolean;
  /** Only this copy, as its place was recorded; every one on this machine when absent. */
  readonly place?: string;
}
