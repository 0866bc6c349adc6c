// A data set by its description in Croissant: which files, with which digests, and which columns of them are what.
import { join } from 'node:path';
import type { TableSet, TextSet } from '#core/dataset/data-set';
import { parseSha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import { quote } from '#core/quote';
import { type Croissant, type CroissantField, type CroissantFile, parseCroissant } from '#formats/tables/croissant';
import { FileSource } from '#store/file-source';
import { type DataFile, type DataListing, listData } from '#store/list-data';
import { readWhole } from '#store/read-whole';
import { type OpenTableOptions, openTableFiles } from './open-tables.ts';
import { filesOf, type TableFiles } from './table-file.ts';
import { endingOf, isTableName } from './table-reader.ts';

/** The description in a file; undefined when the file is something else. @throws {FileError} when it cannot be read */
export function croissantIn(listing: DataListing): Croissant | undefined {
  const file = listing.files.find(({ name }) => name === listing.file);
  if (file === undefined || !['json', 'jsonld'].includes(endingOf(file.name)) || file.size > mostBytes)
    return undefined;
  const bytes = readWhole(file.path, mostBytes);
  try {
    return parseCroissant(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    // It may be a table after all; its reader says what is wrong with it.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Opens the first record set whose fields are columns of one table, after the digests of all files that are here were found right.
 * @param options - names are those of fields; without `label` a field whose type says that it is one
 * @throws {AssayError} DATA_UNKNOWN when no record set is of columns, DATA_DIGEST, DATA_COLUMN for a field that is not there
 * @throws {FileError} FILE_MISSING when a file that is needed is not beside the description; others as `openTable`
 */
export async function openCroissant(
  croissant: Croissant,
  { folder }: DataListing,
  options: OpenTableOptions,
  path: string,
): Promise<TableSet | TextSet> {
  const set = croissant.recordSets.find(({ fields }) => tableOf(fields) !== undefined);
  const from = tableOf(set?.fields ?? []);
  if (set === undefined || from === undefined) {
    throw new AssayError('DATA_UNKNOWN', `no record set of ${quote(path)} has columns of one file`, { path });
  }
  const file = croissant.files.find(({ id }) => id === from);
  const others = verifyOthers(
    croissant.files.filter(({ id }) => id !== from),
    folder,
  );
  const files = file === undefined ? fileSetOf(croissant, from, folder) : describedFile(file, folder);
  const notes = [`read is the record set ${quote(set.name)}`, ...others, ...files.notes];
  return openTableFiles({ ...files, notes }, rolesOf(set.fields, options), path);
}

/** The file or set of files that all fields with a column are of. */
function tableOf(fields: readonly CroissantField[]): string | undefined {
  const from = new Set(fields.flatMap((field) => (field.column === undefined ? [] : [field.from])));
  const [only] = from;
  return from.size === 1 ? only : undefined;
}

/** Names of fields as names of columns. */
function rolesOf(fields: readonly CroissantField[], options: OpenTableOptions): OpenTableOptions {
  const columnOf = (name: string): string => fields.find((field) => field.name === name)?.column ?? name;
  const label = options.label ?? (options.text === undefined ? fields.find(({ isLabel }) => isLabel)?.name : undefined);
  const named = { ...options, ...(label === undefined ? {} : { label }) };
  const columns = roles.flatMap((role) => {
    const name = named[role];
    return name === undefined ? [] : [[role, columnOf(name)] as const];
  });
  return { ...named, ...Object.fromEntries(columns) };
}

function describedFile(file: CroissantFile, folder: string): TableFiles {
  const found = locate(file, folder);
  if (found === undefined) {
    throw new FileError('FILE_MISSING', `${quote(file.contentUrl)} is not beside its description: fetch it first`, {
      path: file.contentUrl,
    });
  }
  if (!isTableName(found.name)) throw new AssayError('DATA_UNKNOWN', `${quote(found.name)} does not end like a table`);
  const files = filesOf({ files: [found] }, [found.name]);
  return file.sha256 === undefined
    ? { ...files, notes: ['the description gives no SHA-256 of the table'] }
    : { ...files, sha256: digestOf(file) };
}

/** Files of a set have no digests of their own; those that the description names one by one are verified with the others. */
function fileSetOf(croissant: Croissant, id: string, folder: string): TableFiles {
  const patterns = croissant.fileSets.find((set) => set.id === id)?.includes.map(patternOf) ?? [];
  const listing = listData(folder);
  const names = listing.files.map(({ name }) => name).filter((name) => patterns.some((one) => one.test(name)));
  const endings = new Set(names.map(endingOf));
  // Rows are numbered on over several files, so no reader of theirs may leave rows out.
  const isJoined = names.length === 1 || names.every((name) => /\.(?:parquet|pq|arrow)$/.test(name));
  if (endings.size !== 1 || !isJoined || !names.every(isTableName)) {
    throw new AssayError('DATA_UNKNOWN', `the files of ${quote(id)} are not here, or no tables of one format`);
  }
  return filesOf(listing, names);
}

/** @returns what is to be said of them @throws {AssayError} DATA_DIGEST */
function verifyOthers(files: readonly CroissantFile[], folder: string): readonly string[] {
  let verified = 0;
  let absent = 0;
  for (const file of files) {
    if (file.isContained || file.sha256 === undefined) continue;
    const found = locate(file, folder);
    if (found === undefined) absent += 1;
    else {
      const source = FileSource.open(found.path);
      if (source.finish() !== digestOf(file)) {
        throw new AssayError('DATA_DIGEST', `${quote(file.name)} has another SHA-256 than its description says`);
      }
      verified += 1;
    }
  }
  return [
    ...(verified > 0 ? [`${verified} other files have the digests that the description gives`] : []),
    ...(absent > 0 ? [`${absent} other files of the description are not here`] : []),
  ];
}

function digestOf({ sha256 = '', name }: CroissantFile): ReturnType<typeof parseSha256> {
  if (/^[0-9a-f]{64}$/.test(sha256)) return parseSha256(sha256);
  throw new AssayError('DATA_DIGEST', `the description gives ${quote(name)} a digest that is none`);
}

/** By its path, or by the last step of its address. ATTACKER: a path must not lead out of the folder, nor a link. */
function locate({ contentUrl, name }: CroissantFile, folder: string): DataFile | undefined {
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(contentUrl);
  const steps = (isAddress ? lastStep(contentUrl) : contentUrl)
    .split('/')
    .filter((step) => step !== '' && step !== '.');
  for (const path of [steps, [name]]) {
    if (path.length === 0 || path.some((step) => step === '..' || /[\\\0/]/.test(step))) continue;
    try {
      const listing = listData(join(folder, ...path));
      const isInside = listing.folder === folder || listing.folder.startsWith(join(folder, '/'));
      const found = listing.files.find((file) => file.name === listing.file);
      if (isInside && found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== 'FILE_MISSING') throw error;
    }
  }
  return undefined;
}

function lastStep(address: string): string {
  const [path = ''] = address.split(/[?#]/);
  try {
    return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
  } catch {
    // Not every address is written in UTF-8; then no file here has its name.
    return '';
  }
}

/** A pattern of files: `*` within one step, `**` over steps, `?` one character. */
function patternOf(glob: string): RegExp {
  if (glob.length > longestPattern || (glob.match(/\*+/g)?.length ?? 0) > mostStars) return nothing;
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (mark) => (mark === '?' ? '[^/]' : mark === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^(?:\\./)?${source}$`);
}

const roles = ['label', 'text', 'id', 'source', 'time'] as const;
const mostBytes = 16 << 20;
/** ATTACKER: a pattern of many stars would be tried in every way. */
const mostStars = 4;
const longestPattern = 200;
const nothing = /(?!)/;
