// Archive: a container of named members (zip, tar, 7z) or of one stream (gzip, xz, ...).
import type { Oddity } from './oddity.ts';
import type { Part } from './part.ts';

export interface ArchiveView {
  readonly kind: 'archive';
  /** Id of the format that made it. */
  readonly container: string;
  /** Members in directory order, every copy of a duplicated name. */
  readonly parts: readonly Part[];
  readonly oddities: readonly Oddity[];
  /** Ranges [from, to) the reader accounts for, members included. Absent: all bytes. */
  readonly covered?: readonly { readonly from: number; readonly to: number }[];
}
