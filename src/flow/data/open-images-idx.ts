// A folder of IDX files: `train-images-idx3-ubyte` with `train-labels-idx1-ubyte`, bare or in gzip, and `t10k` beside them.
import type { Coding } from '#core/dataset/data-set';
import { AssayError, FileError, FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { type IdxArray, openIdx } from '#formats/images/idx';
import { FileSource } from '#store/file-source';
import type { DataFile } from '#store/list-data';
import { openScratch, type Scratch } from '#store/scratch';
import { imageSetOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';

/** The files of one set. */
interface IdxFiles {
  readonly part: string;
  readonly images: DataFile;
  readonly labels?: DataFile;
  /** What has the same name but for `.gz`, and is not read. */
  readonly beside: readonly string[];
}

/**
 * The IDX files among these, when all that hold pictures lie in one folder.
 * @returns none when there are no such files, or in several folders
 */
export function idxFilesIn(files: readonly DataFile[]): readonly DataFile[] {
  const folders = new Set(files.filter(({ name }) => isIdxImages(name)).map(({ name }) => folderOf(name)));
  const [folder] = folders;
  return folders.size === 1 ? files.filter(({ name }) => folderOf(name) === folder) : [];
}

/** Whether this is the path of a file of pictures in IDX. */
export function isIdxImages(name: string): boolean {
  return imagesName.test(lastStep(name));
}

/** Which set the file of pictures is of: `train`. */
export function partOfIdx(name: string): string {
  return imagesName.exec(lastStep(name))?.[1] ?? '';
}

/**
 * @param files - of one folder
 * @throws {FileError} when a file of the set is damaged (FORMAT_...), cannot be read, or changes meanwhile (FILE_CHANGED)
 * @throws {AssayError} DATA_LIMIT
 */
export function openIdxImages(files: readonly DataFile[], options: OpenImagesOptions): OpenedImages | NoImages {
  const sets = findSets(files);
  const parts = sets.map(({ part }) => part);
  const first = sets.find(({ part }) => part.includes('train')) ?? sets[0];
  const chosen = options.part === undefined ? first : sets.find(({ part }) => part === options.part);
  if (chosen === undefined) return { kind: 'none', why: `there is no set "${options.part}", but ${parts.join(', ')}` };
  const { part, images, beside } = chosen;
  const kept = readFile(images, (array) => keepImages(array, options));
  try {
    const { count } = kept;
    const labels = chosen.labels === undefined ? undefined : readFile(chosen.labels, (idx) => readLabels(idx, count));
    const set = imageSetOf(kept, { id: (row) => row, excluded: [], ...(labels === undefined ? {} : { labels }) });
    const notes = [
      ...(labels === undefined ? [`There are no labels beside ${images.name}.`] : []),
      ...beside.map((name) => `${name} stands beside and was not read.`),
    ];
    const otherParts = parts.filter((other) => other !== part);
    return { kind: 'images', layout: 'idx', set, part, otherParts, notes, close: kept.pixels.close };
  } catch (error) {
    kept.pixels.close();
    throw error;
  }
}

/** A bare file is taken before a packed one of the same name. */
function findSets(files: readonly DataFile[]): readonly IdxFiles[] {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const partBy = (pattern: RegExp, { name }: DataFile): string | undefined => pattern.exec(lastStep(name))?.[1];
  const parts = new Set(sorted.map((file) => partBy(imagesName, file)).filter((part) => part !== undefined));
  return [...parts].flatMap((part) => {
    const [images, ...moreImages] = sorted.filter((file) => partBy(imagesName, file) === part);
    const [labels, ...moreLabels] = sorted.filter((file) => partBy(labelsName, file) === part);
    if (images === undefined) return [];
    const beside = [...moreImages, ...moreLabels].map(({ name }) => name);
    return [{ part, images, beside, ...(labels === undefined ? {} : { labels }) }];
  });
}

/** What `use` makes of the array in a file that does not change meanwhile. Errors name the file. */
function readFile<T>({ name, path }: DataFile, use: (array: IdxArray) => T): T {
  const source = FileSource.open(path);
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

function lastStep(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}
