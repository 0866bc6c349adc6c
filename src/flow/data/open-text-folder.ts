// A folder of texts: a file per row, a folder per class.
import type { Coding, TextSet } from '#core/dataset/data-set';
import { naturalOrder } from '#core/dataset/natural-order';
import { FileError } from '#core/errors';
import * as limits from '#core/limits';
import { Exclusions } from '#formats/tables/exclusions';
import type { DataFile, DataListing } from '#store/list-data';
import { readWhole } from '#store/read-whole';
import { TextStore } from './text-store.ts';

/** No set of texts is there, and why. */
export interface NoTexts {
  readonly kind: 'none';
  readonly why: string;
}

/**
 * Takes files with endings of texts and mails, and files with unknown endings that begin like a text (mail folders have such). Where
 * some lie in folders, the first folder of the path is the class and files that lie beside those folders are left out.
 * @throws {AssayError} DATA_SCRATCH when there are more texts than memory may take and the scratch file cannot be written
 */
export function openTextFolder({ files, problems }: DataListing): TextSet | NoTexts {
  const candidates = files.filter(({ name }) => !isHidden(name) && !otherEndings.test(name));
  if (candidates.length === 0) return { kind: 'none', why: 'no file has the ending of a text' };
  const hasClasses = candidates.some(({ name }) => name.includes('/'));
  const exclusions = new Exclusions();
  for (const { fields, message } of problems) exclusions.add(message, fields.path ?? '');
  const texts = new TextStore();
  const kept: string[] = [];
  for (const file of candidates) {
    const found = hasClasses && !file.name.includes('/') ? 'lies in no folder of a class' : textOf(file);
    if (typeof found === 'string') exclusions.add(found, file.name);
    else {
      texts.add(found);
      kept.push(file.name);
    }
  }
  if (kept.length === 0) {
    texts.close();
    return { kind: 'none', why: 'no file is a text' };
  }
  return {
    kind: 'text',
    count: kept.length,
    id: (row) => kept[row] ?? row,
    ...(hasClasses ? { labels: classesOf(kept) } : {}),
    excluded: exclusions.all(),
    notes: [],
    read: async (rows) => texts.read(rows),
    close: () => texts.close(),
  };
}

/** The text, or why the file is left out. */
function textOf({ path, name }: DataFile): Uint8Array | string {
  try {
    const bytes = readWhole(path, limits.rowBytes.value);
    if (bytes.length === 0) return 'is empty';
    if (!textEndings.test(name) && bytes.subarray(0, probeBytes).includes(0)) return 'is no text';
    return bytes;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.code === 'FILE_CHANGED' ? 'changed while it was read' : 'cannot be read';
  }
}

function classesOf(paths: readonly string[]): Coding {
  const classes = paths.map((path) => path.slice(0, path.indexOf('/')));
  const names = [...new Set(classes)].sort(naturalOrder);
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return { names, codes: Int32Array.from(classes, (name) => codeOf.get(name) ?? -1) };
}

function isHidden(name: string): boolean {
  return name.split('/').some((step) => step.startsWith('.'));
}

const textEndings = /\.(txt|text|eml|mbox|md|html?)$/i;
/** What is known to be something else. */
const otherEndings =
  /\.(png|jpe?g|gif|webp|bmp|tiff?|npy|npz|csv|tsv|tab|jsonl?|ndjson|jsonlines|parquet|pq|arrow|feather|gz|zip|tar|bz2|xz|zst|pdf|py|ya?ml|pkl|bin)$/i;
const probeBytes = 8192;
