// Pictures as numpy arrays: an npz archive, or npy files in a folder: `x_train` with `y_train`, `images` with `labels`.
import type { Coding } from '#core/dataset/data-set';
import { AssayError, FileError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { type ArrayPictures, arrayPictures } from '#formats/images/array-pictures';
import { type NumberArray, openNumberArray } from '#formats/npy/number-array';
import { readZip } from '#formats/zip/read-zip';
import { FileSource } from '#store/file-source';
import type { DataFile } from '#store/list-data';
import { openScratch } from '#store/scratch';
import { imageSetOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';

interface NamedArray {
  /** Without the ending. */
  readonly name: string;
  readonly array: NumberArray;
}

/** Pictures and the labels that belong to them. */
interface ArraySet {
  readonly part: string;
  readonly pictures: NamedArray;
  readonly labels?: NamedArray;
}

/**
 * @param files - npz and npy files of one folder, or one of them
 * @throws {FileError} when a file is damaged (FORMAT_...), cannot be read, or changes meanwhile @throws {AssayError} DATA_LIMIT,
 *   DATA_SCRATCH
 */
export function openArrayImages(files: readonly DataFile[], options: OpenImagesOptions): OpenedImages | NoImages {
  const sources = files.map(({ path }) => FileSource.open(path));
  try {
    const arrays = files.flatMap(({ name }, at) => arraysIn(name, sources[at]));
    const opened = openSet(arrays, options);
    for (const source of sources) source.finish();
    return opened;
  } finally {
    for (const source of sources) source.close();
  }
}

/** Arrays of anything but numbers are left out: they are neither pictures nor labels that can be read. */
function arraysIn(file: string, source: FileSource | undefined): readonly NamedArray[] {
  if (source === undefined) return [];
  const budget = new WorkBudget(source.size);
  const members = /\.npz$/i.test(file) ? readZip(source, budget).parts : [{ name: file, source }];
  return members.flatMap((member) => {
    if (!/\.npy$/i.test(member.name)) return [];
    try {
      return [{ name: member.name.replace(/\.npy$/i, ''), array: openNumberArray(member.source, budget) }];
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (error.code === 'FORMAT_UNSUPPORTED') return [];
      throw new FileError(error.code, `${file}: ${error.message}`, { ...error.fields, path: file });
    }
  });
}

function openSet(arrays: readonly NamedArray[], options: OpenImagesOptions): OpenedImages | NoImages {
  const sets = findSets(arrays);
  const parts = sets.map(({ part }) => part);
  const first = sets.find(({ part }) => part === 'train') ?? sets[0];
  const chosen = options.part === undefined ? first : sets.find(({ part }) => part === options.part);
  if (chosen === undefined) {
    const names = arrays.map(({ name, array }) => `${name} [${array.shape.join(', ')}]`).join(', ');
    const why = options.part === undefined ? 'no array has the shape of pictures' : `there is no set "${options.part}"`;
    return { kind: 'none', why: `${why}; there are ${names === '' ? 'no arrays of numbers' : names}` };
  }
  const pictures = arrayPictures(chosen.pictures.array);
  if (typeof pictures === 'string') return { kind: 'none', why: `${chosen.pictures.name}: ${pictures}` };
  return keep(pictures, chosen, parts, options);
}

function findSets(arrays: readonly NamedArray[]): readonly ArraySet[] {
  return arrays
    .filter(({ array: { shape } }) => shape.length === 3 || shape.length === 4)
    .map((pictures) => {
      const part = partOf(pictures.name);
      const labels = arrays.find(
        ({ name, array }) => partOf(name) === part && isLabels(array, pictures.array.shape[0]),
      );
      return { part, pictures, ...(labels === undefined ? {} : { labels }) };
    });
}

function isLabels({ shape, count, type }: NumberArray, rows: number | undefined): boolean {
  return shape.length <= 2 && shape[0] === rows && count === rows && !type.startsWith('f');
}

function partOf(name: string): string {
  return /(train|test|val)/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function keep(
  pictures: ArrayPictures,
  set: ArraySet,
  parts: readonly string[],
  options: OpenImagesOptions,
): OpenedImages {
  const { count, height, width, channels } = pictures;
  if (count > limits.imagesPerSet.value)
    throw new AssayError('DATA_LIMIT', `${count} pictures are too many`, { limit: 'imagesPerSet' });
  const pixels = openScratch(count * height * width * channels, options.memory);
  try {
    const rows: number[] = [];
    const unusable: number[] = [];
    for (let row = 0; row < count; row++) {
      const picture = pictures.read(row);
      if (picture === undefined) unusable.push(row);
      else {
        pixels.append(picture);
        rows.push(row);
      }
      options.onProgress?.((row + 1) / count);
    }
    const excluded =
      unusable.length === 0
        ? []
        : [{ reason: 'a value is infinite or no number', count: unusable.length, rows: unusable.slice(0, 10) }];
    const labels = set.labels === undefined ? {} : { labels: labelsOf(set.labels.array, rows) };
    return {
      kind: 'images',
      layout: 'arrays',
      set: imageSetOf(
        { count: rows.length, height, width, channels, pixels },
        { id: (row) => rows[row] ?? row, excluded, ...labels },
      ),
      part: set.part,
      otherParts: parts.filter((part) => part !== set.part),
      notes: [
        ...(pictures.scaling === undefined ? [] : [pictures.scaling]),
        ...(set.labels === undefined ? ['There are no labels.'] : []),
      ],
      close: pixels.close,
    };
  } catch (error) {
    pixels.close();
    throw error;
  }
}

function labelsOf(array: NumberArray, rows: readonly number[]): Coding {
  const values = array.read(0, array.count);
  const present = [...new Set(rows.map((row) => values[row] ?? 0))].sort((a, b) => a - b);
  const codeOf = new Map(present.map((value, code) => [value, code]));
  return { names: present.map(String), codes: Int32Array.from(rows, (row) => codeOf.get(values[row] ?? 0) ?? -1) };
}
