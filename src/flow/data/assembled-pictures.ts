// Pictures that were files of their own, decoded to one size.
import type { Exclusion, Originals, StoredPictures } from '#core/dataset/data-set';
import type { Scratch } from '#store/scratch';
import type { PictureEntry } from './picture-entries.ts';

export interface AssembledPictures {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** In the order of the rows. */
  readonly pixels: Scratch;
  /** Of each row. */
  readonly entries: readonly PictureEntry[];
  readonly excluded: readonly Exclusion[];
  readonly notes: readonly string[];
  readonly stored: StoredPictures;
  readonly originals?: Originals;
}
