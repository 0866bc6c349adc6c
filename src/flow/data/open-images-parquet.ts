// Pictures in Parquet files, as Hugging Face publishes data sets: a column of files and one of labels.
import type { RowId } from '#core/dataset/data-set';
import { AssayError, FileError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { mostPictureBytes, openParquetPictures } from '#formats/images/parquet-pictures';
import { parquetCells } from '#formats/tables/parquet-cells';
import { FileSource } from '#store/file-source';
import { openScratch, type Scratch } from '#store/scratch';
import { assemblePictures } from './assemble-pictures.ts';
import { imagesOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';
import { Exclusions, type PictureEntry } from './picture-entries.ts';
import { labelNames } from './picture-labels.ts';

/** Whether a Parquet file has a column of pictures. @throws {FileError} when it cannot be read, or is no Parquet file (FORMAT_...) */
export function hasPictures(path: string): boolean {
  return withSource(path, (source) => openParquetPictures(source) !== undefined);
}

/**
 * Ids are the numbers of the rows, going on from file to file.
 * @param paths - Parquet files of one set, links resolved
 * @throws {FileError} when a file is damaged (FORMAT_...), cannot be read, or changes meanwhile @throws {AssayError} DATA_LIMIT,
 *   DATA_SCRATCH
 */
export async function openParquetImages(
  paths: readonly string[],
  options: OpenImagesOptions,
): Promise<OpenedImages | NoImages> {
  const sizes = paths.map((path) => withSource(path, ({ size }) => mostPictureBytes(size)));
  const exclusions = new Exclusions();
  // The files of the pictures, so that each can be read twice and at any time.
  const files = openScratch(
    sizes.reduce((sum, size) => sum + size, 0),
    Math.min(options.memory ?? limits.imageFilesHeld.value, limits.imageFilesHeld.value),
  );
  try {
    const entries: PictureEntry[] = [];
    const place = { row: 0, offset: 0 };
    for (const path of paths) entries.push(...(await readEntries(path, files, place, exclusions, options)));
    const made = await assemblePictures(entries, exclusions, options);
    if (made === undefined) {
      files.close();
      return { kind: 'none', why: 'no picture of the table can be used' };
    }
    const opened = imagesOf(made, { layout: 'parquet', part: '', otherParts: [], notes: [] });
    const close = (): void => {
      opened.close();
      files.close();
    };
    return { ...opened, close };
  } catch (error) {
    files.close();
    throw error;
  }
}

/** Copies the pictures of one file to the scratch. */
async function readEntries(
  path: string,
  files: Scratch,
  place: { row: number; offset: number },
  exclusions: Exclusions,
  { label }: OpenImagesOptions,
): Promise<readonly PictureEntry[]> {
  const first = place.row;
  const found: { readonly id: RowId; readonly from: number; readonly size: number }[] = [];
  const source = FileSource.open(path);
  try {
    const pictures = openParquetPictures(source);
    if (pictures === undefined) return [];
    for (const bytes of pictures.files()) {
      if (place.row > limits.imagesPerSet.value) throw tooMany();
      if (bytes === undefined) exclusions.add('there is no picture in the row', place.row);
      else {
        files.append(bytes);
        found.push({ id: place.row, from: place.offset, size: bytes.length });
        place.offset += bytes.length;
      }
      place.row += 1;
    }
    const column = (label === undefined ? labelNames : [label]).find((name) => pictures.columns.includes(name));
    const labels = column === undefined ? [] : await textsOf(source, column);
    source.finish();
    return found.map(({ id, from, size }) => {
      const read = (): Uint8Array => {
        const bytes = new Uint8Array(size);
        files.readInto(bytes, from);
        return bytes;
      };
      const text = labels[Number(id) - first];
      return { id, size, read, ...(text === undefined ? {} : { label: text }) };
    });
  } catch (error) {
    throw named(error, path);
  } finally {
    source.close();
  }
}

/** Of one column, as written; undefined where a row has none. */
async function textsOf(source: FileSource, column: string): Promise<readonly (string | undefined)[]> {
  const texts: (string | undefined)[] = [];
  const known = new Map<string, string>();
  for await (const { count, columns } of parquetCells(source, [column]).blocks()) {
    const text = columns[0]?.text();
    for (let row = 0; row < count; row++) {
      const from = text?.starts[row] ?? 0;
      const to = text?.ends[row] ?? 0;
      const word = Buffer.from(text?.bytes.subarray(from, Math.min(to, from + mostLabelBytes)) ?? []).toString('utf8');
      const shared = known.get(word) ?? word;
      known.set(word, shared);
      texts.push(word === '' ? undefined : shared);
    }
  }
  return texts;
}

function withSource<T>(path: string, use: (source: FileSource) => T): T {
  const source = FileSource.open(path);
  try {
    return use(source);
  } catch (error) {
    throw named(error, path);
  } finally {
    source.close();
  }
}

function named(error: unknown, path: string): unknown {
  if (!(error instanceof FormatError)) return error;
  return new FileError(error.code, `${path}: ${error.message}`, { ...error.fields, path });
}

function tooMany(): AssayError {
  const { value } = limits.imagesPerSet;
  return new AssayError('DATA_LIMIT', `the table has more than ${value} pictures`, { limit: 'imagesPerSet' });
}

const mostLabelBytes = 256;
