// Objects as files. A small one appears with link(2), which fails when the name exists; a large one is of no account before a
// small one names it, so it is written in place.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ListedObject, ObjectBackend, ObjectReader, ObjectWriter } from '../object-backend.ts';
import { StoreError, systemCode } from '../store-error.ts';

/** The part of `node:fs` that changes something; tests fail each call, applied and not applied. */
export type ChangingFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'linkSync' | 'mkdirSync' | 'rmSync'
>;

/** @param root - made with the first object, for the owner only */
export function folderBackend(root: string, changing: ChangingFiles = fs): ObjectBackend {
  const made = new Set<string>();
  const pathOf = (name: string): string => join(root, name);
  const inFolder = <T>(name: string, act: (path: string) => T): T => {
    const path = pathOf(name);
    return writing(path, () => {
      makeFolder(dirname(path), root, made, changing);
      return act(path);
    });
  };
  return {
    place: pathOf,
    create: async (name, bytes) => inFolder(name, (path) => create(path, bytes, changing)),
    write: async (name) => inFolder(name, (path) => new FileWriter(path, changing)),
    open: async (name) => openFile(pathOf(name)),
    list: async (folder) => list(root, folder),
    remove: async (name) => writing(pathOf(name), () => remove(pathOf(name), changing)),
  };
}

function create(path: string, bytes: Uint8Array, changing: ChangingFiles): boolean {
  const temporary = join(dirname(path), `.${randomBytes(16).toString('hex')}.tmp`);
  try {
    const descriptor = changing.openSync(temporary, 'wx', 0o600);
    try {
      writeAll(descriptor, bytes, changing);
      changing.fsyncSync(descriptor);
    } finally {
      changing.closeSync(descriptor);
    }
    if (!link(temporary, path, changing)) return false;
  } finally {
    // Hidden and harmless where it cannot be removed; what went wrong before is the error to tell.
    attempt(() => changing.rmSync(temporary, { force: true }));
  }
  syncFolder(dirname(path), changing);
  return true;
}

function link(from: string, to: string, changing: ChangingFiles): boolean {
  try {
    changing.linkSync(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

class FileWriter implements ObjectWriter {
  readonly #path: string;
  readonly #changing: ChangingFiles;
  #descriptor: number | undefined;

  constructor(path: string, changing: ChangingFiles) {
    this.#path = path;
    this.#changing = changing;
    this.#descriptor = changing.openSync(path, 'wx', 0o600);
  }

  async write(bytes: Uint8Array): Promise<void> {
    writing(this.#path, () => writeAll(this.#open(), bytes, this.#changing));
  }

  async finish(): Promise<void> {
    writing(this.#path, () => {
      const descriptor = this.#open();
      this.#changing.fsyncSync(descriptor);
      this.#descriptor = undefined;
      this.#changing.closeSync(descriptor);
      syncFolder(dirname(this.#path), this.#changing);
    });
  }

  async abort(): Promise<void> {
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    if (descriptor !== undefined) attempt(() => this.#changing.closeSync(descriptor));
    attempt(() => this.#changing.rmSync(this.#path, { force: true }));
  }

  #open(): number {
    if (this.#descriptor === undefined) throw new TypeError('the object is finished');
    return this.#descriptor;
  }
}

function openFile(path: string): ObjectReader | undefined {
  const flags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW;
  const descriptor = reading(path, () => fs.openSync(path, flags));
  if (descriptor === undefined) return undefined;
  try {
    const stat = fs.fstatSync(descriptor);
    if (!stat.isFile()) throw new StoreError('STORE_READ', `${path} is not a regular file`, { path });
    return fileReader(path, descriptor, stat.size);
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  }
}

function fileReader(path: string, descriptor: number, size: number): ObjectReader {
  let isOpen = true;
  return {
    size,
    read: async (at, length) => {
      const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - at)));
      let filled = 0;
      while (filled < bytes.length) {
        const from = filled;
        const count = reading(path, () => fs.readSync(descriptor, bytes, from, bytes.length - from, at + from)) ?? 0;
        if (count === 0) break;
        filled += count;
      }
      return bytes.subarray(0, filled);
    },
    close: async () => {
      if (isOpen) fs.closeSync(descriptor);
      isOpen = false;
    },
  };
}

/** What begins with a dot was left by a killed writer. */
function list(root: string, folder: string): readonly ListedObject[] {
  const path = join(root, folder);
  const names = reading(path, () => fs.readdirSync(path)) ?? [];
  return names.sort().flatMap((name) => {
    const stat = name.startsWith('.') ? undefined : reading(path, () => fs.lstatSync(join(path, name)));
    return stat === undefined ? [] : [{ name: `${folder}/${name}`, size: stat.size, writtenAt: stat.mtimeMs }];
  });
}

function remove(path: string, changing: ChangingFiles): void {
  if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  changing.rmSync(path, { force: true });
  syncFolder(dirname(path), changing);
}

/**
 * Makes `folder`. It is durable in the folder that holds it, and so on up to the root; also when an earlier attempt made it and
 * failed then.
 */
function makeFolder(folder: string, root: string, made: Set<string>, changing: ChangingFiles): void {
  if (made.has(folder)) return;
  const first = changing.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const top = resolve(first !== undefined && first.length < resolve(root).length ? first : root);
  for (let at = resolve(folder); at.length >= top.length && at !== dirname(at); at = dirname(at)) {
    syncFolder(dirname(at), changing);
  }
  made.add(folder);
}

function writeAll(descriptor: number, bytes: Uint8Array, changing: ChangingFiles): void {
  for (let at = 0; at < bytes.length; ) at += changing.writeSync(descriptor, bytes, at, bytes.length - at);
}

function syncFolder(folder: string, changing: ChangingFiles): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const descriptor = changing.openSync(folder, 'r');
  try {
    changing.fsyncSync(descriptor);
  } finally {
    changing.closeSync(descriptor);
  }
}

function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The caller is already telling what went wrong.
  }
}

function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof TypeError) throw cause;
    const code = systemCode(cause);
    throw new StoreError('STORE_WRITE', `${path} cannot be written: ${reasons.get(code) ?? code}`, {
      path,
      value: code,
      cause,
    });
  }
}

function reading<T>(path: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (cause) {
    const code = systemCode(cause);
    if (code === 'ENOENT') return undefined;
    throw new StoreError('STORE_READ', `${path} cannot be read: ${reasons.get(code) ?? code}`, {
      path,
      value: code,
      cause,
    });
  }
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EIO', 'the device reports an error'],
  ['ELOOP', 'a symbolic link stands there'],
  ['EEXIST', 'a file stands where a folder is needed'],
  ['ENOTDIR', 'a file stands where a folder is needed'],
]);
