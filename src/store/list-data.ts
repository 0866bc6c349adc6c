// The files of a data set: of a folder all below it, of a file that one alone.
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { AssayError, FileError } from '#core/errors';
import * as limits from '#core/limits';
import { toFileError } from './file-source.ts';
import { readFolder } from './read-folder.ts';
import { walkFolder } from './walk-folder.ts';

export interface DataFile {
  /** Relative to the folder, steps separated by `/`. */
  readonly name: string;
  /** Where to open it: links resolved. */
  readonly path: string;
  /** Bytes, when it was listed. */
  readonly size: number;
}

export interface DataListing {
  /** Absolute, links resolved; of a single file the one it lies in. */
  readonly folder: string;
  /** The file, when the path names one. */
  readonly file?: string;
  /** In the order of their names, folder by folder; of a single file those that lie beside it too, without its subfolders. */
  readonly files: readonly DataFile[];
  /** What cannot be read, with its path in `fields.path`. */
  readonly problems: readonly FileError[];
}

/** @throws {FileError} when the path itself cannot be listed @throws {AssayError} DATA_LIMIT above `limits.treeEntries` */
export function listData(path: string): DataListing {
  const target = guarded(path, () => realpathSync(path));
  const stat = guarded(path, () => statSync(target));
  if (stat.isFile()) return listBeside(target);
  if (!stat.isDirectory()) throw new FileError('FILE_KIND', `${path} is no file or folder`, { path });
  const files: DataFile[] = [];
  const problems: FileError[] = [];
  for (const found of walkFolder(target)) {
    const name = relative(target, found.path).split(sep).join('/');
    if (found.kind === 'file') files.push({ name, path: found.target, size: found.size });
    else problems.push(new FileError(found.error.code, found.error.message, { ...found.error.fields, path: name }));
    if (files.length + problems.length > limits.treeEntries.value) {
      throw new AssayError('DATA_LIMIT', `${path} holds more than ${limits.treeEntries.value} files`, {
        limit: 'treeEntries',
      });
    }
  }
  return { folder: target, files, problems };
}

function listBeside(file: string): DataListing {
  const folder = dirname(file);
  const names = guarded(folder, () => readFolder(folder)).entries.filter((entry) => entry.isFile());
  const files = names.map(({ name }) => {
    const path = resolve(folder, name);
    return { name, path, size: guarded(path, () => statSync(path)).size };
  });
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { folder, file: basename(file), files, problems: [] };
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message, fields } = toFileError(path, error);
    throw new FileError(code, `${path} ${message}`, fields);
  }
}
