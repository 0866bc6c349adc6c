// A folder of IDX files: `train-images-idx3-ubyte` with `train-labels-idx1-ubyte`, bare or in gzip, and `t10k` beside them.
import { join } from 'node:path';
import type { Coding } from '#core/dataset/data-set';
import { AssayError, FileError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { type IdxArray, openIdx } from '#formats/images/idx';
import { FileSource } from '#store/file-source';
import { openScratch, type Scratch } from '#store/scratch';
import { imageSetOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';

/** The files of one set. */
interface IdxFiles {
  readonly part: string;
  readonly images: string;
  readonly labels?: string;
}

/** Whether this is the name of a file of pictures in IDX. */
export function isIdxImages(name: string): boolean {
  return imagesName.test(name);
}

/** Which set the file of pictures is of: `train`. */
export function partOfIdx(name: string): string {
  return imagesName.exec(name)?.[1] ?? '';
}

/**
 * @param folder - absolute, links resolved @param names - of the files in it
 * @throws {FileError} when a file of the set is damaged (FORMAT_...), cannot be read, or changes meanwhile (FILE_CHANGED)
 * @throws {AssayError} DATA_LIMIT
 */
export function openIdxImages(
  folder: string,
  names: readonly string[],
  options: OpenImagesOptions,
): OpenedImages | NoImages {
  const sets = findSets(names);
  const parts = sets.map(({ part }) => part);
  const first = sets.find(({ part }) => part.includes('train')) ?? sets[0];
  const files = options.part === undefined ? first : sets.find(({ part }) => part === options.part);
  if (files === undefined) return { kind: 'none', why: `there is no set "${options.part}", but ${parts.join(', ')}` };
  const kept = readFile(folder, files.images, (array) => keepImages(array, options));
  try {
    const { count } = kept;
    const labels =
      files.labels === undefined ? undefined : readFile(folder, files.labels, (idx) => readLabels(idx, count));
    const set = imageSetOf(kept, { id: (row) => row, excluded: [], ...(labels === undefined ? {} : { labels }) });
    const notes = files.labels === undefined ? [`There are no labels beside ${files.images}.`] : [];
    const otherParts = parts.filter((part) => part !== files.part);
    return { kind: 'images', layout: 'idx', set, part: files.part, otherParts, notes, close: kept.pixels.close };
  } catch (error) {
    kept.pixels.close();
    throw error;
  }
}

/** A bare file is taken before a packed one of the same name. */
function findSets(names: readonly string[]): readonly IdxFiles[] {
  const sets = new Map<string, IdxFiles>();
  for (const images of [...names].sort()) {
    const part = imagesName.exec(images)?.[1];
    if (part === undefined || sets.has(part)) continue;
    const labels = [...names].sort().find((name) => labelsName.exec(name)?.[1] === part);
    sets.set(part, { part, images, ...(labels === undefined ? {} : { labels }) });
  }
  return [...sets.values()];
}

/** What `use` makes of the array in a file that does not change meanwhile. Errors name the file. */
function readFile<T>(folder: string, name: string, use: (array: IdxArray) => T): T {
  const source = FileSource.open(join(folder, name));
  try {
    const made = use(openIdx(source));
    source.finish();
    return made;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FileError(error.code, `${name}: ${error.message}`, { ...error.fields, path: name });
  } finally {
    source.close();
  }
}

interface KeptImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: 1;
  readonly pixels: Scratch;
}

function keepImages({ shape, bytes, read }: IdxArray, options: OpenImagesOptions): KeptImages {
  const [count, height, width] = shape;
  if (shape.length !== 3 || count === undefined || height === undefined || width === undefined) {
    throw new FormatError('FORMAT_UNSUPPORTED', `pictures have 3 dimensions, this array has ${shape.length}`);
  }
  if (bytes === 0) throw new FormatError('FORMAT_MALFORMED', 'there is no pixel in it');
  assertBelow(count, limits.imagesPerSet);
  assertBelow(height * width, limits.imagePixels);
  const pixels = openScratch(bytes, options.memory);
  let done = 0;
  try {
    read((piece) => {
      pixels.append(piece);
      done += piece.length;
      options.onProgress?.(done / bytes);
    });
  } catch (error) {
    pixels.close();
    throw error;
  }
  return { count, height, width, channels: 1, pixels };
}

function readLabels({ shape, bytes, read }: IdxArray, count: number): Coding {
  if (shape.length !== 1) throw new FormatError('FORMAT_MALFORMED', 'labels have one dimension');
  if (bytes !== count) throw new FormatError('FORMAT_MALFORMED', `there are ${bytes} labels for ${count} pictures`);
  const labels = new Uint8Array(count);
  let at = 0;
  read((piece) => {
    labels.set(piece, at);
    at += piece.length;
  });
  const present = [...new Set(labels)].sort((a, b) => a - b);
  const codeOf = new Int32Array(256);
  present.forEach((label, code) => {
    codeOf[label] = code;
  });
  return { names: present.map(String), codes: Int32Array.from(labels, (label) => codeOf[label] ?? -1) };
}

function assertBelow(value: number, { value: most, unit }: limits.Limit): void {
  if (value > most) throw new AssayError('DATA_LIMIT', `${value} are more than ${most} ${unit}`, { value });
}

const imagesName = /^(.*?)[-_.]?images[-.]idx3-ubyte(?:\.gz)?$/;
const labelsName = /^(.*?)[-_.]?labels[-.]idx1-ubyte(?:\.gz)?$/;
