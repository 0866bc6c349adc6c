// Lists a folder or a file as an asset: every name of it, links as links, nothing silently left out.
import { type Dirent, lstatSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { compareCodePoints } from '#core/code-point-order';
import { AssayError, type ErrorCode, FileError } from '#core/errors';
import type { Limit } from '#core/limits';
import * as limits from '#core/limits';
import { type FolderEntry, isEntryPath, type LinkEntry } from '#core/manifest';
import { quote } from '#core/quote';
import { foldPath } from '#core/similar-paths';
import { toFileError } from '../file-source.ts';
import { readFolder } from '../read-folder.ts';
import { workspaceFolderName } from '../workspace-folder.ts';
import { withFolder } from './open-folder.ts';

export interface ListedFile {
  /** Path of the entry. */
  readonly name: string;
  /** Where to open it; no link on the way. */
  readonly path: string;
}

export interface TreeListing {
  /** The asset, links resolved. */
  readonly root: string;
  readonly isFolder: boolean;
  /** Each folder's in code point order. Nothing of them was opened. */
  readonly files: readonly ListedFile[];
  readonly others: readonly (LinkEntry | FolderEntry)[];
  /** What no manifest can hold, with its name in `fields.path`; below a folder that cannot be read is everything unknown. */
  readonly problems: readonly FileError[];
  /** What stands there and was left out: the workspace, and entries of `leaveOut`. */
  readonly leftOut: readonly string[];
}

export interface TreeOptions {
  /** Paths below the asset that are left out with what is under them. */
  readonly leaveOut?: ReadonlySet<string>;
}

/**
 * @param path - links on the way are resolved; itself it may be a link to a folder, not to a file
 * @throws {FileError} when the asset itself cannot be listed @throws {AssayError} ASSET_LIMIT
 */
export function listTree(path: string, { leaveOut = new Set() }: TreeOptions = {}): TreeListing {
  const stat = guarded(path, () => lstatSync(path));
  if (stat.isFile()) return listFile(path);
  const isFolder = stat.isDirectory() || (stat.isSymbolicLink() && guarded(path, () => statSync(path)).isDirectory());
  if (!isFolder) throw notListed(path, stat);
  return new Listing(
    guarded(path, () => realpathSync(path)),
    leaveOut,
  ).list();
}

/** The system found the file by this text, so the text is its name byte for byte. */
function listFile(path: string): TreeListing {
  const folder = guarded(path, () => realpathSync(dirname(resolve(path))));
  const name = basename(resolve(path));
  const usable = isEntryPath(name);
  const problems = usable ? [] : [new FileError('FILE_NAME', unusable, { path: name })];
  const file = { name, path: join(folder, name) };
  return { root: file.path, isFolder: false, files: usable ? [file] : [], others: [], problems, leftOut: [] };
}

function notListed(path: string, stat: Stats): FileError {
  return stat.isSymbolicLink()
    ? new FileError('FILE_LINK', `${path} is a symbolic link; name the file it leads to`, { path })
    : new FileError('FILE_KIND', `${path} is no file or folder`, { path });
}

class Listing {
  readonly #root: string;
  readonly #leaveOut: ReadonlySet<string>;
  readonly #files: ListedFile[] = [];
  readonly #others: (LinkEntry | FolderEntry)[] = [];
  readonly #problems: FileError[] = [];
  readonly #leftOut: string[] = [];
  #seen = 0;

  constructor(root: string, leaveOut: ReadonlySet<string>) {
    this.#root = root;
    this.#leaveOut = leaveOut;
  }

  list(): TreeListing {
    try {
      this.#folder('', this.#root, 0);
    } catch (error) {
      throw error instanceof FileError || !(error instanceof AssayError) ? named(this.#root, error) : error;
    }
    return {
      root: this.#root,
      isFolder: true,
      files: this.#files,
      others: this.#others,
      problems: this.#problems,
      leftOut: this.#leftOut,
    };
  }

  /** @returns whether anything came of it */
  #folder(prefix: string, folder: string, depth: number): boolean {
    if (depth > limits.folderDepth.value)
      throw tooMuch('folderDepth', limits.folderDepth, `${quote(prefix)} lies too deep`);
    const before = this.#made();
    const folders = withFolder(folder, (here) => this.#names(prefix, folder, here));
    for (const inner of folders) this.#inner(inner, depth + 1);
    return this.#made() > before;
  }

  #inner({ name, path }: ListedFile, depth: number): void {
    try {
      if (!this.#folder(`${name}/`, path, depth)) this.#others.push({ type: 'folder', path: name });
    } catch (error) {
      if (error instanceof AssayError && !(error instanceof FileError)) throw error;
      this.#add(error instanceof FileError ? error : toFileError(name, error), name);
    }
  }

  /** Lists what is no folder and gives the folders. Links are read here, while the folder is held. */
  #names(prefix: string, folder: string, here: string): readonly ListedFile[] {
    const { entries, undecodable } = readFolder(here);
    this.#seen += entries.length + undecodable.length;
    if (this.#seen > limits.treeEntries.value) throw tooMuch('treeEntries', limits.treeEntries, 'there is more in it');
    for (const name of undecodable) this.#problem('FILE_NAME', 'has a name that is not UTF-8', `${prefix}${name}`);
    const folders: ListedFile[] = [];
    for (const entry of [...entries].sort((a, b) => compareCodePoints(a.name, b.name))) {
      const name = `${prefix}${entry.name}`;
      if (name === workspaceFolderName || this.#leaveOut.has(name)) this.#leftOut.push(name);
      else this.#entry(entry, { name, path: join(folder, entry.name) }, here, folders);
    }
    return folders;
  }

  #entry(entry: Dirent, file: ListedFile, here: string, folders: ListedFile[]): void {
    const { name } = file;
    if (!isEntryPath(name)) this.#problem('FILE_NAME', unusable, name);
    else if (isWorkspace(entry.name)) this.#problem('ASSET_NESTED', nested, name);
    else if (entry.isFile()) this.#files.push(file);
    else if (entry.isDirectory()) folders.push(file);
    else if (entry.isSymbolicLink()) this.#link(name, join(here, entry.name));
    else this.#problem('FILE_KIND', 'is a pipe, socket or device, not a file', name);
  }

  #link(name: string, place: string): void {
    try {
      const target = readlinkSync(place, { encoding: 'buffer' });
      const text = target.toString('utf8');
      if (Buffer.from(text).equals(target)) this.#others.push({ type: 'link', path: name, target: text });
      else this.#problem('FILE_NAME', 'is a link to a name that is not UTF-8', name);
    } catch (error) {
      this.#add(toFileError(name, error), name);
    }
  }

  #made(): number {
    return this.#files.length + this.#others.length + this.#problems.length;
  }

  #problem(code: ErrorCode, message: string, name: string): void {
    this.#problems.push(new FileError(code, message, { path: name }));
  }

  #add({ code, message, fields }: FileError, name: string): void {
    this.#problems.push(new FileError(code, message, { ...fields, path: name }));
  }
}

/** Its keys must never become part of an asset; on some systems it can be reached under other names. */
function isWorkspace(name: string): boolean {
  return foldPath(name) === workspaceFolderName;
}

function tooMuch(limit: string, { value, unit }: Limit, what: string): AssayError {
  return new AssayError('ASSET_LIMIT', `the asset cannot be recorded: ${what} (at most ${value} ${unit})`, { limit });
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw named(path, error);
  }
}

function named(path: string, error: unknown): FileError {
  const { code, message, fields } = error instanceof FileError ? error : toFileError(path, error);
  return new FileError(code, `${path} ${message}`, fields);
}

const unusable = 'has control characters in its name, or too long a path';
const nested = 'is, or would be on some systems, the workspace of its folder; it cannot be part of an asset';
