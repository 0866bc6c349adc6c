// Folders as the library `datasets` of Hugging Face saves them: Arrow files, the order of which is in `state.json`, and names of classes
// in `dataset_info.json`. Source: huggingface/datasets, arrow_dataset.py (save_to_disk), dataset_dict.py.
import { AssayError, FileError } from '#core/errors';
import { quote } from '#core/quote';
import type { DataListing } from '#store/list-data';
import { readWhole } from '#store/read-whole';

export interface SavedDataset {
  /** Relative to the folder of the listing, in order. */
  readonly files: readonly string[];
  /** Per column whose values are numbers of classes, their names. */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
  /** Which part it is, and which others are there. */
  readonly notes: readonly string[];
}

/** Undefined when the folder is none. @throws {AssayError} DATA_UNKNOWN when it names files that are not there */
export function savedDataset(listing: DataListing): SavedDataset | undefined {
  const split = splitsOf(listing);
  const base = split === undefined ? '' : `${split.chosen}/`;
  const state = readJson(listing, `${base}state.json`);
  const named = memberOf(state, '_data_files');
  if (!Array.isArray(named)) return undefined;
  const files = named.map((file) => `${base}${String(memberOf(file, 'filename'))}`);
  const missing = files.find((file) => !listing.files.some(({ name }) => name === file));
  if (missing !== undefined)
    throw new AssayError('DATA_UNKNOWN', `the data set names ${quote(missing)}, which is not there`);
  const notes =
    split === undefined || split.others.length === 0 ? [] : [`read is ${split.chosen}, not ${split.others.join(', ')}`];
  return { files, classNames: classNamesOf(readJson(listing, `${base}dataset_info.json`)), notes };
}

function splitsOf(listing: DataListing): { readonly chosen: string; readonly others: readonly string[] } | undefined {
  const splits = memberOf(readJson(listing, 'dataset_dict.json'), 'splits');
  if (!Array.isArray(splits)) return undefined;
  const names = splits.filter((name) => typeof name === 'string');
  const chosen = names.includes('train') ? 'train' : names[0];
  return chosen === undefined ? undefined : { chosen, others: names.filter((name) => name !== chosen) };
}

function classNamesOf(info: unknown): ReadonlyMap<string, readonly string[]> {
  const features = memberOf(info, 'features');
  if (typeof features !== 'object' || features === null) return new Map();
  return new Map(
    Object.entries(features).flatMap(([column, feature]): (readonly [string, readonly string[]])[] => {
      const names = memberOf(feature, 'names');
      if (memberOf(feature, '_type') !== 'ClassLabel' || !Array.isArray(names)) return [];
      return [[column, names.map(String)]];
    }),
  );
}

/** Undefined when the file is not there or no JSON: then the folder is something else. */
function readJson(listing: DataListing, name: string): unknown {
  const file = listing.files.find((one) => one.name === name);
  if (file === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(readWhole(file.path, mostBytes)).toString('utf8'));
  } catch (error) {
    if (error instanceof FileError) throw error;
    return undefined;
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

const mostBytes = 16 << 20;
