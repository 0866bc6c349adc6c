// Opens a data set of pictures, however it was stored, or says exactly why a path is none.
import { listData } from '#store/list-data';
import { openPictureFolder } from './open-images-folder.ts';
import { isIdxImages, openIdxImages, partOfIdx } from './open-images-idx.ts';
import type { NoImages, OpenedImages, OpenImagesOptions } from './opened-images.ts';

/**
 * Takes a folder with `train-images-idx3-ubyte` or one of such files; a folder of PNG, JPEG and WebP files, in class folders, with a
 * list of labels (`metadata.csv`, `metadata.jsonl`, `labels.csv`) or without labels, each also below `train`, `test` and the like.
 * @returns the set, to be closed by the caller, or why there is none
 * @throws {FileError} when the path cannot be read, when a file that holds the whole set is damaged (FORMAT_...), or changes
 *   meanwhile (FILE_CHANGED)
 * @throws {AssayError} DATA_LIMIT, DATA_SCRATCH
 */
export async function openImages(path: string, options: OpenImagesOptions = {}): Promise<OpenedImages | NoImages> {
  const listing = listData(path);
  const { file } = listing;
  const here = listing.files.filter(({ name }) => !name.includes('/')).map(({ name }) => name);
  if (here.some(isIdxImages)) {
    if (file === undefined) return openIdxImages(listing.folder, here, options);
    if (isIdxImages(file)) return openIdxImages(listing.folder, here, { ...options, part: partOfIdx(file) });
  }
  if (file !== undefined) return { kind: 'none', why: `${file} is no set of pictures` };
  return openPictureFolder(listing, options);
}
