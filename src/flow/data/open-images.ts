// Opens a data set of pictures, however it was stored, or says exactly why a path is none.
import { type DataListing, listData } from '#store/list-data';
import { openArrayImages } from './open-images-arrays.ts';
import { openPictureFolder } from './open-images-folder.ts';
import { idxFilesIn, isIdxImages, openIdxImages, partOfIdx } from './open-images-idx.ts';
import { hasPictures, openParquetImages } from './open-images-parquet.ts';
import { openWebDataset } from './open-images-tar.ts';
import type { NoImages, OpenedImages, OpenImagesOptions } from './opened-images.ts';
import { type TableFiles, tableFilesIn } from './table-file.ts';

/**
 * Takes a folder with `train-images-idx3-ubyte` or one of such files; a folder of PNG, JPEG and WebP files, in class folders, with a
 * list of labels (`metadata.csv`, `metadata.jsonl`, `labels.csv`) or without labels, each also below `train`, `test` and the like;
 * WebDataset shards (tar); Parquet files with a column of pictures; numpy arrays (npz, or npy files beside each other).
 * @returns the set, to be closed by the caller, or why there is none
 * @throws {FileError} when the path cannot be read, when a file that holds the whole set is damaged (FORMAT_...), or changes
 *   meanwhile (FILE_CHANGED)
 * @throws {AssayError} DATA_LIMIT, DATA_SCRATCH
 */
export async function openImages(path: string, options: OpenImagesOptions = {}): Promise<OpenedImages | NoImages> {
  const listing = listData(path);
  const { file } = listing;
  const idx = idxFilesIn(listing.files);
  if (idx.length > 0 && file === undefined) return openIdxImages(idx, options);
  if (idx.length > 0 && file !== undefined && isIdxImages(file)) {
    return openIdxImages(idx, { ...options, part: partOfIdx(file) });
  }
  const candidates = file === undefined ? listing.files : listing.files.filter(({ name }) => name === file);
  const arrays = candidates.filter(({ name }) => /^[^/]+\.np[yz]$/i.test(name));
  // One npy file says nothing of the others beside it: labels of pictures are a file of their own.
  const beside = /\.npy$/i.test(file ?? '') ? listing.files.filter(({ name }) => /\.npy$/i.test(name)) : arrays;
  if (arrays.length > 0) return openArrayImages(beside, options);
  const parquet = parquetFiles(listing, options.part);
  if (parquet !== undefined) return openParquetTable(parquet, options);
  const shards = candidates.filter(({ name }) => /\.tar$/i.test(name));
  if (shards.length > 0 && 2 * shards.length >= candidates.length) return openWebDataset(shards, options);
  if (file !== undefined) return { kind: 'none', why: `${file} is no set of pictures` };
  return openPictureFolder(listing, options);
}

/** Parquet files of one set: those of the part, or those to train on. */
function parquetFiles(listing: DataListing, part: string | undefined): TableFiles | undefined {
  const files = listing.files.filter(({ name }) => part === undefined || basename(name).startsWith(part));
  const tables = tableFilesIn({ ...listing, files });
  return tables !== undefined && /^(?:parquet|pq)$/.test(tables.ending) ? tables : undefined;
}

async function openParquetTable(tables: TableFiles, options: OpenImagesOptions): Promise<OpenedImages | NoImages> {
  const [first] = tables.paths;
  if (first === undefined || !hasPictures(first)) return { kind: 'none', why: 'no column of the table holds pictures' };
  const opened = await openParquetImages(tables.paths, options);
  if (opened.kind === 'none') return opened;
  return { ...opened, part: options.part ?? '', notes: [...tables.notes, ...opened.notes] };
}

function basename(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
