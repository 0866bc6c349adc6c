// Lists the files of a model for signing and verifying: byte-exact names, nothing silently left out.
import { type Dirent, lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { FileError } from '#core/errors';
import { toFileError } from './file-source.ts';
import { readFolder } from './read-folder.ts';

export interface ModelFile {
  /** Path below the model with `/`; for a model that is one file its name. */
  readonly name: string;
  /** Where to open it; links on the way are resolved. */
  readonly path: string;
}

export interface ModelListing {
  /** The model, links resolved. */
  readonly root: string;
  readonly isFolder: boolean;
  readonly files: readonly ModelFile[];
  /** What is no file to read, with its name in `fields.path`. */
  readonly problems: readonly FileError[];
  /** Entries of `ignore` that exist, and whether each is a regular file. */
  readonly ignored: readonly { readonly name: string; readonly isFile: boolean }[];
  /** Followed links that lead out of the model. */
  readonly linksOutside: readonly string[];
}

export interface ListOptions {
  /** Paths below the model that are left out with what is under them. */
  readonly ignore: ReadonlySet<string>;
  /** Links are followed under their own name; otherwise each is a problem. */
  readonly followLinks: boolean;
}

/** @throws {FileError} when the model itself cannot be listed */
export function listModel(path: string, options: ListOptions): ModelListing {
  const stat = guarded(path, () => lstatSync(path));
  if (stat.isFile() || (stat.isSymbolicLink() && !guarded(path, () => statSync(path)).isDirectory())) {
    return listFile(path, options.followLinks);
  }
  const root = guarded(path, () => realpathSync(path));
  if (!statSync(root).isDirectory()) throw new FileError('FILE_KIND', `${path} is no file or folder`, { path });
  return new Listing(root, options).list();
}

/** `path` below `root` with `/`; undefined when it lies elsewhere or is the root itself. Neither needs to exist. */
export function pathBelow(root: string, path: string): string | undefined {
  const below = relative(root, resolve(root, path));
  const outside = below === '' || below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below;
  return outside ? undefined : below.split(sep).join('/');
}

/**
 * `file` as a path below `model`, links on the way resolved; undefined when it lies elsewhere. Both are paths as a user
 * writes them; the file itself need not exist.
 */
export function placeInModel(model: string, file: string): string | undefined {
  const root = guarded(model, () => realpathSync(model));
  return pathBelow(
    root,
    join(
      guarded(file, () => realpathSync(dirname(resolve(file)))),
      basename(file),
    ),
  );
}

/** What a model at `path` is called: the last part of its path. */
export function modelName(path: string): string {
  return basename(resolve(path)) || '/';
}

function listFile(path: string, followLinks: boolean): ModelListing {
  const link = lstatSync(path).isSymbolicLink();
  if (link && !followLinks) {
    throw new FileError('FILE_LINK', `${path} is a symbolic link; name the file it leads to`, { path });
  }
  const target = guarded(path, () => realpathSync(path));
  const name = modelName(path);
  const problems = nameProblems([name]);
  return { root: target, isFolder: false, files: [{ name, path: target }], problems, ignored: [], linksOutside: [] };
}

class Listing {
  readonly #root: string;
  readonly #options: ListOptions;
  readonly #files: ModelFile[] = [];
  readonly #problems: FileError[] = [];
  readonly #ignored: { readonly name: string; readonly isFile: boolean }[] = [];
  readonly #linksOutside: string[] = [];

  constructor(root: string, options: ListOptions) {
    this.#root = root;
    this.#options = options;
  }

  list(): ModelListing {
    this.#folder('', this.#root, [this.#root]);
    return {
      root: this.#root,
      isFolder: true,
      files: this.#files,
      problems: this.#problems,
      ignored: this.#ignored,
      linksOutside: this.#linksOutside,
    };
  }

  /** @param above - real paths of this folder and those around it, to find links that lead back */
  #folder(prefix: string, folder: string, above: readonly string[]): void {
    let entries: readonly Dirent[];
    try {
      const names = readFolder(folder);
      entries = names.entries;
      for (const name of names.undecodable)
        this.#add(new FileError('FILE_NAME', 'has a name that is not UTF-8', { path: `${prefix}${name}` }));
    } catch (error) {
      this.#add(toFileError(prefix, error));
      return;
    }
    for (const entry of entries) {
      const name = `${prefix}${entry.name}`;
      if (this.#options.ignore.has(name)) this.#ignored.push({ name, isFile: entry.isFile() });
      else this.#entry(entry, name, join(folder, entry.name), above);
    }
  }

  #entry(entry: Dirent, name: string, path: string, above: readonly string[]): void {
    if (entry.isFile()) this.#files.push({ name, path });
    else if (entry.isDirectory()) this.#folder(`${name}/`, path, [...above, path]);
    else if (entry.isSymbolicLink()) this.#link(name, path, above);
    else this.#add(new FileError('FILE_KIND', 'is a pipe, socket or device, not a file', { path: name }));
  }

  #link(name: string, path: string, above: readonly string[]): void {
    if (!this.#options.followLinks) {
      this.#add(new FileError('FILE_LINK', 'is a symbolic link', { path: name }));
      return;
    }
    try {
      const target = realpathSync(path);
      const stat = statSync(target);
      if (pathBelow(this.#root, target) === undefined) this.#linksOutside.push(name);
      if (stat.isFile()) this.#files.push({ name, path: target });
      else if (!stat.isDirectory()) this.#add(new FileError('FILE_KIND', 'leads to no file', { path: name }));
      else if (above.includes(target)) this.#add(new FileError('FILE_LINK', 'leads back to itself', { path: name }));
      else this.#folder(`${name}/`, target, [...above, target]);
    } catch (error) {
      this.#add(toFileError(name, error));
    }
  }

  #add(problem: FileError): void {
    this.#problems.push(problem);
  }
}

function nameProblems(names: readonly string[]): readonly FileError[] {
  return names
    .filter((name) => name.includes('\ufffd'))
    .map((path) => new FileError('FILE_NAME', 'has a name that is not UTF-8', { path }));
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const { code, message, fields } = toFileError(path, error);
    throw new FileError(code, `${path} ${message}`, fields);
  }
}
