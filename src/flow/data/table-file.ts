// Where a table is: one file, or a folder of files that are one table together.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type DataListing, listData } from '#store/list-data';
import { savedDataset } from './hugging-face.ts';
import { endingOf, isTableName, tableEndings } from './table-reader.ts';

export interface TableFiles {
  /** Links resolved, in order. More than one are Parquet or Arrow. */
  readonly paths: readonly string[];
  /** Ending of their names, lower case, without the dot. */
  readonly ending: string;
  /** Per column whose values are numbers of classes, their names. */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly string[];
  /** What the file has to be; absent: nobody has said. */
  readonly sha256?: Sha256;
}

/** @throws {FileError} when nothing is there @throws {AssayError} DATA_UNKNOWN when it is no table */
export function tableFiles(path: string): TableFiles {
  const listing = listData(path);
  const found = tableFilesIn(listing);
  if (found !== undefined) return found;
  throw new AssayError('DATA_UNKNOWN', `${quote(path)} is no table: no name ends in ${tableEndings.join(', ')}`, {
    path,
  });
}

/**
 * A file with the ending of a table; a folder that Hugging Face `datasets` saved; a folder of Parquet or of Arrow files, of which those
 * that begin with `train` are taken where there are such.
 * @returns undefined when there is none of that
 */
export function tableFilesIn(listing: DataListing): TableFiles | undefined {
  const { file, files } = listing;
  if (file !== undefined) return isTableName(file) ? filesOf(listing, [file]) : undefined;
  const saved = savedDataset(listing);
  if (saved !== undefined)
    return { ...filesOf(listing, saved.files), classNames: saved.classNames, notes: saved.notes };
  const shards = files.map(({ name }) => name).filter((name) => isShard(name) && !name.startsWith('.'));
  const training = shards.filter((name) => /(^|\/)train[^/]*$/.test(name));
  const chosen = training.length > 0 ? training : shards;
  const left = shards.length - chosen.length;
  const endings = new Set(chosen.map(endingOf));
  if (endings.size !== 1) return undefined;
  const notes = left === 0 ? [] : [`read are ${chosen.length} files that begin with "train", not ${left} others`];
  return { ...filesOf(listing, chosen), notes };
}

/** These files of a listing as one table. @throws {AssayError} DATA_LIMIT */
export function filesOf({ files }: Pick<DataListing, 'files'>, names: readonly string[]): TableFiles {
  if (names.length > limits.tableFiles.value) {
    throw new AssayError('DATA_LIMIT', `the table has ${names.length} files`, { limit: 'tableFiles' });
  }
  const paths = names.flatMap((name) => files.find((one) => one.name === name)?.path ?? []);
  const [ending = ''] = names.map(endingOf);
  return { paths, ending, classNames: new Map(), notes: [] };
}

function isShard(name: string): boolean {
  return ['parquet', 'pq', 'arrow'].includes(endingOf(name));
}
