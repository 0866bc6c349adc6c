// Lists what lies under a path, in a fixed order, without ever leaving it.
import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { FileError } from '#core/errors';
import { toFileError } from './file-source.ts';

/** A file to read, or a path that cannot be one and why. */
export type Found =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly target: string;
      readonly root: string;
      readonly size: number;
    }
  | { readonly kind: 'problem'; readonly path: string; readonly error: FileError };

/**
 * Every regular file at or under `path`, depth first, names in code unit order. A symbolic link is followed when it
 * leads to a file inside the same folder; `path` itself may be a link. What is left out comes as a problem.
 */
export function* walkFolder(path: string): Generator<Found> {
  let root: string;
  let stat: Stats;
  try {
    root = realpathSync(path);
    stat = statSync(root);
  } catch (error) {
    yield { kind: 'problem', path, error: toFileError(path, error) };
    return;
  }
  if (stat.isDirectory()) yield* walk(path, root, root);
  else yield classify(path, root, dirname(root), stat);
}

function* walk(shown: string, folder: string, root: string): Generator<Found> {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    yield { kind: 'problem', path: shown, error: toFileError(shown, error) };
    return;
  }
  for (const name of names) {
    const path = join(shown, name);
    const target = join(folder, name);
    let stat: Stats;
    try {
      stat = lstatSync(target);
    } catch (error) {
      yield { kind: 'problem', path, error: toFileError(path, error) };
      continue;
    }
    if (stat.isDirectory()) yield* walk(path, target, root);
    else if (stat.isSymbolicLink()) yield* followLink(path, target, root);
    else yield classify(path, target, root, stat);
  }
}

function* followLink(path: string, link: string, root: string): Generator<Found> {
  try {
    const target = realpathSync(link);
    if (!isInside(target, root)) {
      const error = new FileError('FILE_LINK_OUTSIDE', 'is a symbolic link out of the scanned folder', { path });
      yield { kind: 'problem', path, error };
      return;
    }
    const stat = statSync(target);
    // A linked folder lies inside the scanned one, so its files are listed at their own place.
    if (!stat.isDirectory()) yield classify(path, target, root, stat);
  } catch (error) {
    yield { kind: 'problem', path, error: toFileError(path, error) };
  }
}

function classify(path: string, target: string, root: string, stat: Stats): Found {
  if (stat.isFile()) return { kind: 'file', path, target, root, size: stat.size };
  const kind = stat.isFIFO() ? 'pipe' : stat.isSocket() ? 'socket' : 'device';
  return { kind: 'problem', path, error: new FileError('FILE_KIND', `is a ${kind}, not a file`, { path }) };
}

/** Size of the regular file at `relativePath` beside `file`, when it lies inside `root` and no link leads out. */
export function siblingSize(file: string, root: string, relativePath: string): { readonly size: number } | undefined {
  if (relativePath.includes('\0') || relativePath.startsWith('/') || relativePath.includes('\\')) return undefined;
  try {
    const target = realpathSync(join(dirname(file), relativePath));
    if (!isInside(target, root)) return undefined;
    const stat = statSync(target);
    return stat.isFile() ? { size: stat.size } : undefined;
  } catch {
    // Absent or unreadable: for the reader that asks, it is not there.
    return undefined;
  }
}

function isInside(target: string, root: string): boolean {
  const path = relative(root, target);
  return path !== '..' && !path.startsWith(`..${sep}`) && !path.startsWith(sep);
}
