// Writes a file or a folder that was not there before: whole and durable under its name, or not at all.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AssayError } from '#core/errors';
import { attempt, type ChangingFiles, syncFolder, temporaryEnd, writeAll, writing } from './durable-files.ts';
import { systemCode } from './store-error.ts';

export interface NewFile {
  readonly write: (bytes: Uint8Array) => void;
  /** Durable when it returns. */
  readonly finish: () => void;
}

export interface NewTree {
  /**
   * @param path - relative, steps separated by `/`; empty: the tree is this one file
   * @param mode - absent: everybody may read it
   */
  readonly file: (path: string, mode?: number) => NewFile;
  /** Bytes and mode of another file. @throws {StoreError} */
  readonly copy: (from: string, path: string) => void;
}

/**
 * @param target - where it is to be; nothing stands there. The folder that it lies in is made where there is none
 * @throws {AssayError} ASSET_TARGET when something stands there @throws {StoreError} STORE_WRITE; what `write` throws
 */
export async function writeNewTree<T>(
  target: string,
  write: (tree: NewTree) => Promise<T>,
  changing: ChangingFiles = fs,
): Promise<T> {
  const place = resolve(target);
  assertFree(place);
  writing(target, () => changing.mkdirSync(dirname(place), { recursive: true }));
  const temporary = join(dirname(place), `.${basename(place)}.${randomBytes(8).toString('hex')}${temporaryEnd}`);
  try {
    const written = await write(treeAt(temporary, changing));
    putInPlace(temporary, place, changing);
    return written;
  } finally {
    attempt(() => changing.rmSync(temporary, { recursive: true, force: true }));
  }
}

function assertFree(place: string): void {
  if (fs.lstatSync(place, { throwIfNoEntry: false }) === undefined) return;
  throw new AssayError('ASSET_TARGET', `${place} is there already; nothing was written`, { path: place });
}

function treeAt(root: string, changing: ChangingFiles): NewTree {
  const placeOf = (path: string): string => {
    const place = path === '' ? root : join(root, path);
    if (place !== root && !place.startsWith(join(root, '/'))) throw new RangeError('a path of a tree stays in it');
    if (path !== '') changing.mkdirSync(dirname(place), { recursive: true });
    return place;
  };
  return {
    file: (path, mode = 0o644) => writing(root, () => newFile(placeOf(path), mode, changing)),
    copy: (from, path) =>
      writing(root, () => {
        const place = placeOf(path);
        fs.copyFileSync(from, place, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE);
        const descriptor = changing.openSync(place, 'r+');
        try {
          changing.fsyncSync(descriptor);
        } finally {
          changing.closeSync(descriptor);
        }
      }),
  };
}

function newFile(place: string, mode: number, changing: ChangingFiles): NewFile {
  const descriptor = changing.openSync(place, 'wx', mode);
  return {
    write: (bytes) => writing(place, () => writeAll(descriptor, bytes, changing)),
    finish: () =>
      writing(place, () => {
        try {
          changing.fsyncSync(descriptor);
        } finally {
          changing.closeSync(descriptor);
        }
      }),
  };
}

/** INVARIANT: a file takes its name by link(2), which fails when the name is taken; a folder by rename(2) over nothing. */
function putInPlace(temporary: string, place: string, changing: ChangingFiles): void {
  const isFolder = fs.statSync(temporary).isDirectory();
  if (isFolder) {
    writing(place, () => {
      for (const folder of foldersBelow(temporary)) syncFolder(folder, changing);
    });
    assertFree(place);
  }
  writing(place, () => {
    if (isFolder) changing.renameSync(temporary, place);
    else link(temporary, place, changing);
  });
  // Another file took the name meanwhile: it is not ours.
  if (!isFolder && fs.lstatSync(place).ino !== fs.lstatSync(temporary).ino) assertFree(place);
  writing(place, () => syncFolder(dirname(place), changing));
}

function link(temporary: string, place: string, changing: ChangingFiles): void {
  try {
    changing.linkSync(temporary, place);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}

function foldersBelow(folder: string): readonly string[] {
  const inner = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...inner.flatMap(({ name }) => foldersBelow(join(folder, name))), folder];
}
