// Pictures as files of a folder: class folders, one flat folder, or either with a list of labels beside them.
import * as limits from '#core/limits';
import { isPicture } from '#formats/images/decode-picture';
import type { DataFile, DataListing } from '#store/list-data';
import { readDataFile, readFileStart } from '#store/read-data-file';
import { assemblePictures } from './assemble-pictures.ts';
import { imagesOf, type NoImages, type OpenedImages, type OpenImagesOptions } from './opened-images.ts';
import { Exclusions, type PictureEntry } from './picture-entries.ts';
import { isPictureList, type PictureLabels, readPictureLabels } from './picture-labels.ts';
import { choosePart } from './picture-parts.ts';

/**
 * @throws {FileError} when a list of labels cannot be read @throws {AssayError} DATA_LIMIT, DATA_SCRATCH
 */
export async function openPictureFolder(
  listing: DataListing,
  options: OpenImagesOptions,
): Promise<OpenedImages | NoImages> {
  const exclusions = new Exclusions();
  const visible = listing.files.filter(({ name }) => !isHidden(name));
  const { pictures, others } = sortOut(
    visible.filter(({ name }) => !isPictureList(name)),
    exclusions,
  );
  if (pictures.length === 0)
    return { kind: 'none', why: `none of ${listing.files.length} files is a picture in PNG, JPEG or WebP` };
  if (others.length > pictures.length) {
    return { kind: 'none', why: `${pictures.length} files are pictures, ${others.length} are something else` };
  }
  for (const { name } of others) exclusions.add('the file is no picture', name);
  for (const { message, fields } of listing.problems) exclusions.add(`the file ${message}`, fields.path ?? '');
  const chosen = choosePart(pictures, options.part);
  if ('kind' in chosen) return chosen;
  const list = labelList(visible, chosen.folder, options.label);
  const entries = chosen.files.map((file) => entryOf(file, labelOf(file.name, chosen.folder, list)));
  const made = await assemblePictures(entries, exclusions, options);
  if (made === undefined) return { kind: 'none', why: `no picture can be used: ${describe(exclusions)}` };
  const notes = list === undefined ? [] : [`Labels are those of ${list.name}.`, ...list.notes];
  return imagesOf(made, { layout: 'folder', part: chosen.part, otherParts: chosen.others, notes });
}

/** Files that are no pictures by name are looked into. */
function sortOut(
  files: readonly DataFile[],
  exclusions: Exclusions,
): { readonly pictures: readonly DataFile[]; readonly others: readonly DataFile[] } {
  const pictures: DataFile[] = [];
  const others: DataFile[] = [];
  for (const file of files) {
    try {
      const is = pictureName.test(file.name) || isPicture(readFileStart(file.path, sniffedBytes));
      (is ? pictures : others).push(file);
    } catch (error) {
      exclusions.addError(error, file.name);
    }
  }
  return { pictures, others };
}

function entryOf(file: DataFile, label: string | undefined): PictureEntry {
  return {
    id: file.name,
    size: file.size,
    read: () => readDataFile(file.path, limits.imageFileBytes.value),
    ...(label === undefined ? {} : { label }),
  };
}

function labelList(files: readonly DataFile[], folder: string, label: string | undefined): PictureLabels | undefined {
  for (const file of files) {
    if (!isPictureList(file.name) || file.name.slice(0, file.name.lastIndexOf('/') + 1) !== folder) continue;
    const list = readPictureLabels(file, label);
    if (list !== undefined) return list;
  }
  return undefined;
}

/** Of the list where there is one, else the first folder below the part. */
function labelOf(name: string, folder: string, list: PictureLabels | undefined): string | undefined {
  if (list !== undefined) return list.labels.get(name);
  const [first, ...rest] = name.slice(folder.length).split('/');
  return rest.length === 0 ? undefined : first;
}

function describe(exclusions: Exclusions): string {
  const reasons = exclusions.list().map(({ reason, count }) => `${reason} (${count})`);
  return reasons.join('; ');
}

/** Files that systems put beside others: `.DS_Store`, `Thumbs.db`. */
function isHidden(name: string): boolean {
  return name.split('/').some((step) => step.startsWith('.') || step === 'Thumbs.db' || step === '__MACOSX');
}

/** What is named like a picture was meant to be one, whatever it is. */
const pictureName = /\.(?:png|apng|jpe?g|jpe|jfif|webp|gif|bmp|tiff?|heic|avif)$/i;
const sniffedBytes = 16;
