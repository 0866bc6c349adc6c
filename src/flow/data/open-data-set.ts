// Opens whatever data set is at a path, by what is there.
import type { DataSet, ImageSet } from '#core/dataset/data-set';
import type { KeepStep } from '#core/dataset/keep-step';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { Roles } from '#formats/tables/roles';
import { listData } from '#store/list-data';
import { croissantIn, openCroissant } from './open-croissant.ts';
import { openImages } from './open-images.ts';
import { openTable } from './open-tables.ts';
import { openTextFolder } from './open-text-folder.ts';
import type { OpenedImages } from './opened-images.ts';
import { tableFilesIn } from './table-file.ts';
import { type TableFileOptions, tableEndings } from './table-reader.ts';

export interface OpenDataOptions extends Roles, TableFileOptions {
  /** Told the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Keeps what takes long to read, for work that may be killed. */
  readonly keep?: KeepStep;
}

/**
 * Takes a table or texts in one file or in a folder of Parquet or Arrow files, pictures in whatever form, a folder of texts, a
 * description in Croissant.
 * @returns the set; `close`, where there is one, frees what it holds
 * @throws {AssayError} DATA_UNKNOWN when nothing of that is there, with what was looked for; other DATA_... as the readers
 * @throws {FileError} when it cannot be read, or changes meanwhile
 * @throws {FormatError} when a file is not what its name says
 */
export async function openDataSet(path: string, options: OpenDataOptions = {}): Promise<DataSet> {
  const listing = listData(path);
  const croissant = croissantIn(listing);
  if (croissant !== undefined) return openCroissant(croissant, listing, options, path);
  const tables = tableFilesIn(listing);
  const isParquet = tables !== undefined && /^(?:parquet|pq)$/.test(tables.ending);
  const why: string[] = [];
  // Parquet files may hold pictures.
  if (options.text === undefined && (tables === undefined || isParquet)) {
    const { label, onProgress, keep } = options;
    const images = await openImages(path, {
      ...(label === undefined ? {} : { label }),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(keep === undefined ? {} : { keep }),
    });
    if (images.kind === 'images') return withOthers(images, path, label);
    why.push(images.why);
  }
  if (tables !== undefined) return openTable(path, options);
  if (listing.file === undefined) {
    const texts = openTextFolder(listing);
    if (texts.kind === 'text') return texts;
    why.push(texts.why);
  }
  throw new AssayError('DATA_UNKNOWN', `there is no data set at ${quote(path)}: ${[...why, lookedFor].join('; ')}`, {
    path,
  });
}

function withOthers(images: OpenedImages, path: string, label: string | undefined): ImageSet {
  const others = images.otherParts.map((name) => ({
    name,
    open: async () => {
      const part = await openImages(path, { part: name, ...(label === undefined ? {} : { label }) });
      return part.kind === 'images' ? { ...part.set, close: part.close } : undefined;
    },
  }));
  return { ...images.set, notes: [...(images.set.notes ?? []), ...images.notes], close: images.close, others };
}

const lookedFor = `looked for files that end in ${tableEndings.join(', ')}, folders of Parquet or Arrow files, IDX files, pictures or texts in class folders`;
