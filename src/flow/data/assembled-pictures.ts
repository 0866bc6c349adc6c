// Pictures that were files of their own, decoded to one size.
import type { Exclusion } from '#core/dataset/data-set';
import type { Raster } from '#formats/images/raster';
import type { Scratch } from '#store/scratch';
import type { PictureEntry } from './picture-entries.ts';

/** Pictures before they were brought to one size. */
export interface Originals {
  /** Width and height of each row, shape [rows, 2]. */
  readonly sizes: Int32Array;
  /** Decodes one again. @throws {AssayError} when its file is not there any more, or another */
  readonly read: (row: number) => Promise<Raster>;
}

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
  readonly originals?: Originals;
}
