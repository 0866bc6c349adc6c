// Pins beside files that somebody downloaded, as data. JSON writes it as it is.
import type { Sha256 } from '../digest.ts';
import type { PinCounts } from './pin.ts';

export interface MissingDownload {
  readonly row: number;
  readonly url: string;
  readonly sha256: Sha256;
}

export interface DownloadCheck {
  readonly schema: 'assay.download-check/1';
  /** `pass`: every pinned content is there, and nothing else. `inconclusive`: rows had no content when they were pinned. */
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly pins: string;
  readonly folder: string;
  /** Rows whose content is there, is not there, and rows without a pinned content. */
  readonly counts: {
    readonly same: number;
    readonly missing: number;
    readonly unpinned: number;
    readonly unknown: number;
  };
  readonly pinned: PinCounts;
  /** Rows whose content no file has: it was not downloaded, or is another one there. Bounded. */
  readonly missing: readonly MissingDownload[];
  /** Files that no row has pinned; bounded. */
  readonly unknown: readonly { readonly path: string; readonly sha256: Sha256 }[];
  readonly unlisted: number;
}
