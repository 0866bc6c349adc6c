// Which version a row comes from, as data. JSON writes it as it is.
import type { Sha256 } from '../digest.ts';
import type { RecordedFile, RowChangeKind, RowPlace } from './row-diff.ts';

/** A version of a data set. */
export interface VersionFacts {
  /** As a person writes it, `reviews@7`. */
  readonly name: string;
  readonly assetId: Sha256;
  /** When it was recorded, RFC 3339. */
  readonly at: string;
  /** Who moved the reference there. */
  readonly by?: string;
  readonly why?: string;
}

export interface RowVersion extends VersionFacts {
  /** The rows of its files, or why they cannot be had: erased, not stored here, never recorded. */
  readonly load: () => Promise<readonly RecordedFile[] | { readonly unreadable: string }>;
}

export interface BlamedRow {
  /** In the version that was asked about. */
  readonly row: RowPlace;
  /** The earliest version known to have this content. */
  readonly version: VersionFacts;
  /** What the version did to the row; `recorded` is the first version there is. */
  readonly as: Exclude<RowChangeKind, 'removed' | 'moved'> | 'recorded';
  /** What stood there before. */
  readonly previous?: { readonly version: VersionFacts; readonly row: RowPlace };
  /** Why an earlier version may have had the content already. */
  readonly unsure?: string;
}

export interface RowBlame {
  readonly schema: 'assay.row-blame/1';
  /** `inconclusive`: of some rows an earlier version could not be looked at. */
  readonly outcome: 'complete' | 'inconclusive' | 'no-such-row';
  readonly of: VersionFacts;
  readonly rows: readonly BlamedRow[];
  /** Rows that are counted below and not listed. */
  readonly unlisted: number;
  /** How many rows come from each version, earliest first; versions without rows are left out. */
  readonly versions: readonly { readonly version: VersionFacts; readonly rows: number }[];
  /** Versions or files whose rows could not be looked at, and why. */
  readonly gaps: readonly string[];
}
