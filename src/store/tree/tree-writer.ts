// Puts folders, files and links into one folder, never outside it and never through a link.
import { randomBytes } from 'node:crypto';
import { lstatSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Sha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import type { FileEntry, LinkEntry } from '#core/manifest';
import { quote } from '#core/quote';
import { attempt } from '../durable-files.ts';
import { type Hasher, hashFile } from '../hash-file.ts';
import { systemCode } from '../store-error.ts';
import { type HeldFolder, holdFolder, withFolder } from './open-folder.ts';
import { PendingFile } from './pending-file.ts';
import { syncFolder, type TreeFiles, writeError } from './tree-files.ts';

/** Where the bytes of files come from; a `BlobStore` is one. */
export interface BlobSource {
  open(sha256: Sha256): Promise<{ chunks(): AsyncIterable<Uint8Array>; close(): Promise<void> }>;
}

export interface TreeWriterParts {
  /** Absolute, links on the way resolved. */
  readonly root: string;
  readonly source: BlobSource;
  /** What stands at a path is replaced; a folder only when it is empty. */
  readonly replace: boolean;
  readonly hasher: Hasher;
  readonly files: TreeFiles;
}

/** All methods throw ASSET_TARGET when something is in the way, ASSET_WRITE, and FILE_CHANGED for a folder that was exchanged. */
export class TreeWriter {
  readonly #parts: TreeWriterParts;
  #files = 0;
  #bytes = 0;

  constructor(parts: TreeWriterParts) {
    this.#parts = parts;
  }

  /** Files and bytes that were written so far; what stood there already is not. */
  get written(): { readonly files: number; readonly bytes: number } {
    return { files: this.#files, bytes: this.#bytes };
  }

  folder(path: string): void {
    this.#within(path, (place) => {
      const stat = this.#standing(path, place);
      if (stat?.isDirectory()) return;
      if (stat !== undefined) this.#parts.files.rmSync(place);
      this.#parts.files.mkdirSync(place);
    });
  }

  link({ path, target }: LinkEntry): void {
    this.#within(path, (place) => {
      const temporary = join(dirname(place), `.${randomBytes(8).toString('hex')}.tmp`);
      try {
        this.#parts.files.symlinkSync(target, temporary);
        this.#makeWay(path, place);
        this.#parts.files.renameSync(temporary, place);
      } catch (error) {
        attempt(() => this.#parts.files.rmSync(temporary, { force: true }));
        throw error;
      }
    });
  }

  /** Writes all of them, makes all of them durable, then gives each its name. */
  async files(entries: readonly FileEntry[]): Promise<void> {
    const pending: PendingFile[] = [];
    try {
      for (const entry of entries) if (!this.#isThere(entry)) await this.#write(entry, pending);
      await all(
        pending.map((file) => file.sync().catch((error) => Promise.reject(writeError(file.entry.path, error)))),
      );
      for (const file of pending) this.#place(file);
    } finally {
      for (const file of pending) file.release();
    }
  }

  /** Makes the names in folders durable. */
  async syncFolders(paths: readonly string[]): Promise<void> {
    const { root, files } = this.#parts;
    await all(
      paths.map((path) =>
        syncFolder(join(root, path), files).catch((error) => Promise.reject(writeError(path || root, error))),
      ),
    );
  }

  async #write(entry: FileEntry, pending: PendingFile[]): Promise<void> {
    const { root, source, files } = this.#parts;
    const blob = await source.open(entry.sha256);
    try {
      const held = holdFolder(join(root, dirname(entry.path)));
      pending.push(openPending(entry, held, files));
      await pending.at(-1)?.fill(blob.chunks());
    } catch (error) {
      throw writeError(entry.path, error);
    } finally {
      await blob.close();
    }
  }

  #place(file: PendingFile): void {
    const { path, size } = file.entry;
    const place = join(file.held.place, basename(path));
    try {
      this.#makeWay(path, place);
      file.place(place);
    } catch (error) {
      throw writeError(path, error);
    }
    this.#files += 1;
    this.#bytes += size;
  }

  /** Only when things are replaced: whether this very file stands there. */
  #isThere({ path, size, sha256, executable }: FileEntry): boolean {
    const { root, replace, hasher } = this.#parts;
    const place = join(root, path);
    if (!replace || lstatSync(place, { throwIfNoEntry: false })?.size !== size) return false;
    try {
      const found = hashFile(place, hasher);
      return found.digest === sha256 && found.executable === executable;
    } catch (error) {
      // Whatever it is, it is not that file.
      if (error instanceof FileError) return false;
      throw error;
    }
  }

  /** Calls `act` with the place of the path in its folder, which is held meanwhile. */
  #within(path: string, act: (place: string) => void): void {
    try {
      withFolder(join(this.#parts.root, dirname(path)), (place) => act(join(place, basename(path))));
    } catch (error) {
      throw writeError(path, error);
    }
  }

  /** What stands at the path and may be replaced. */
  #standing(path: string, place: string): Stats | undefined {
    const stat = lstatSync(place, { throwIfNoEntry: false });
    if (stat === undefined || this.#parts.replace) return stat;
    const why = 'stands there already: to this file system it is one with another name, or somebody else writes there';
    throw new AssayError('ASSET_TARGET', `${quote(path)} ${why}`, { path });
  }

  /** A rename replaces everything but a folder. */
  #makeWay(path: string, place: string): void {
    if (!this.#standing(path, place)?.isDirectory()) return;
    try {
      this.#parts.files.rmdirSync(place);
    } catch (error) {
      if (systemCode(error) !== 'ENOTEMPTY' && systemCode(error) !== 'EEXIST') throw error;
      throw new AssayError('ASSET_TARGET', `${quote(path)} is a folder with something in it`, { path });
    }
  }
}

function openPending(entry: FileEntry, held: HeldFolder, files: TreeFiles): PendingFile {
  try {
    return new PendingFile(entry, held, files);
  } catch (error) {
    held.close();
    throw error;
  }
}

/** Returns or throws when none of them is under way any more: what they work on can be closed then. */
async function all(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
