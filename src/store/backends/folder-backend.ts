// Objects as files. A small one appears with link(2), which fails when the name exists; a large one is of no account before a
// small one names it, so it is written in place.
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import {
  attempt,
  type ChangingFiles,
  createFile,
  makeFolder,
  reading,
  syncFolder,
  temporaryEnd,
  writeAll,
  writing,
} from '../durable-files.ts';
import type { ListedObject, ObjectBackend, ObjectReader, ObjectWriter } from '../object-backend.ts';
import { StoreError } from '../store-error.ts';

/** @param root - made with the first object, for the owner only */
export function folderBackend(root: string, changing: ChangingFiles = fs): ObjectBackend {
  const made = new Set<string>();
  const pathOf = (name: string): string => join(root, name);
  const inFolder = <T>(path: string, act: () => T): T =>
    writing(path, () => {
      const folder = dirname(path);
      if (!made.has(folder)) makeFolder(folder, root, changing);
      made.add(folder);
      return act();
    });
  return {
    place: pathOf,
    create: async (name, bytes) => inFolder(pathOf(name), () => createFile(pathOf(name), bytes, changing)),
    write: async (name) => inFolder(pathOf(name), () => new FileWriter(pathOf(name), changing)),
    open: async (name) => openFile(pathOf(name)),
    list: async (folder) => list(root, folder),
    remove: async (name) => writing(pathOf(name), () => remove(pathOf(name), changing)),
    clean: async (before) => clean(root, before, changing),
  };
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
    writing(this.#path, () => writeAll(this.#opened(), bytes, this.#changing));
  }

  async finish(): Promise<void> {
    writing(this.#path, () => {
      const descriptor = this.#opened();
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

  #opened(): number {
    if (this.#descriptor === undefined) throw new TypeError('the object is finished');
    return this.#descriptor;
  }
}

function openFile(path: string): ObjectReader | undefined {
  const flags = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOFOLLOW;
  const descriptor = reading(path, () => fs.openSync(path, flags));
  if (descriptor === undefined) return undefined;
  const stat = fs.fstatSync(descriptor);
  if (stat.isFile()) return new FileReader(path, descriptor, stat.size);
  fs.closeSync(descriptor);
  throw new StoreError('STORE_READ', `${path} is not a regular file`, { path });
}

class FileReader implements ObjectReader {
  readonly size: number;
  readonly #path: string;
  #descriptor: number | undefined;

  constructor(path: string, descriptor: number, size: number) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.size = size;
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    const descriptor = this.#descriptor;
    if (descriptor === undefined) throw new TypeError('the object is closed');
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - at)));
    let filled = 0;
    while (filled < bytes.length) {
      const from = filled;
      const count = reading(this.#path, () => fs.readSync(descriptor, bytes, from, bytes.length - from, at + from));
      if (count === undefined || count === 0) break;
      filled += count;
    }
    return bytes.subarray(0, filled);
  }

  async close(): Promise<void> {
    if (this.#descriptor !== undefined) fs.closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}

function list(root: string, folder: string): readonly ListedObject[] {
  return filesIn(root, folder)
    .filter(({ name }) => !name.startsWith('.'))
    .map(({ name, stat }) => ({ name: `${folder}/${name}`, size: stat.size, writtenAt: stat.mtimeMs }));
}

function filesIn(root: string, folder: string): readonly { readonly name: string; readonly stat: fs.Stats }[] {
  const path = join(root, folder);
  const names = reading(path, () => fs.readdirSync(path)) ?? [];
  return names.sort().flatMap((name) => {
    const stat = reading(path, () => fs.lstatSync(join(path, name)));
    return stat === undefined ? [] : [{ name, stat }];
  });
}

function remove(path: string, changing: ChangingFiles): void {
  if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) return;
  changing.rmSync(path, { force: true });
  syncFolder(dirname(path), changing);
}

/** A temporary file lives for the time of one call. */
function clean(root: string, before: number, changing: ChangingFiles): number {
  const folders = reading(root, () => fs.readdirSync(root, { withFileTypes: true })) ?? [];
  const left = folders
    .filter((entry) => entry.isDirectory())
    .flatMap((folder) =>
      filesIn(root, folder.name)
        .filter(({ name, stat }) => name.startsWith('.') && name.endsWith(temporaryEnd) && stat.mtimeMs < before)
        .map(({ name }) => join(root, folder.name, name)),
    );
  for (const path of left) writing(path, () => changing.rmSync(path, { force: true }));
  return left.length;
}
