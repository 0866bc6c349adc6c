// The folder that an asset is written to: new, empty, or, when that was asked for, one with something in it.
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AssayError } from '#core/errors';
import { attempt } from '../durable-files.ts';
import { syncFolder, systemFiles, type TreeFiles, writeError } from './tree-files.ts';

/**
 * - `new`: written beside under a hidden name; it gets its own name when all of it is there
 * - `empty`: what was written is removed again when something fails
 * - `taken`: what fails half way leaves every file as it was or as it is in the asset
 */
export type TargetKind = 'new' | 'empty' | 'taken';

export class TargetFolder {
  readonly kind: TargetKind;
  /** Where to write: absolute, links resolved. */
  readonly folder: string;
  readonly #final: string;
  readonly #files: TreeFiles;

  private constructor(kind: TargetKind, folder: string, final: string, files: TreeFiles) {
    this.kind = kind;
    this.folder = folder;
    this.#final = final;
    this.#files = files;
  }

  /**
   * @param path - links on the way are resolved; a link at its end is refused
   * @param force - takes a folder with something in it
   * @throws {AssayError} ASSET_TARGET, ASSET_WRITE
   */
  static open(path: string, force: boolean, files: TreeFiles = systemFiles): TargetFolder {
    try {
      const parent = realpathSync(dirname(resolve(path)));
      const final = resolve(path) === dirname(resolve(path)) ? parent : join(parent, basename(resolve(path)));
      const stat = lstatSync(final, { throwIfNoEntry: false });
      if (stat === undefined) return TargetFolder.#create(parent, final, files);
      if (stat.isSymbolicLink()) throw taken(path, 'is a symbolic link; name the folder it leads to');
      if (!stat.isDirectory()) throw taken(path, 'is no folder');
      const isEmpty = readdirSync(final).length === 0;
      if (!isEmpty && !force) throw taken(path, 'is not empty');
      return new TargetFolder(isEmpty ? 'empty' : 'taken', final, final, files);
    } catch (error) {
      throw writeError(path, error);
    }
  }

  static #create(parent: string, final: string, files: TreeFiles): TargetFolder {
    const folder = join(parent, `.${basename(final)}.${randomBytes(8).toString('hex')}.tmp`);
    files.mkdirSync(folder);
    return new TargetFolder('new', folder, final, files);
  }

  /** Gives a new folder its name. @throws {AssayError} ASSET_TARGET when the name was taken meanwhile; ASSET_WRITE */
  async finish(): Promise<void> {
    if (this.kind !== 'new') return;
    try {
      // A folder replaces an empty folder silently, which harms nobody; anything else stops it.
      this.#files.renameSync(this.folder, this.#final);
      await syncFolder(dirname(this.#final), this.#files);
    } catch (error) {
      if (
        lstatSync(this.folder, { throwIfNoEntry: false }) !== undefined &&
        lstatSync(this.#final, { throwIfNoEntry: false })
      )
        throw taken(this.#final, 'was made by somebody else meanwhile');
      throw writeError(this.#final, error);
    }
  }

  /**
   * Removes what was written to a new or empty folder.
   * @param paths - of the entries, below the folder
   */
  undo(paths: readonly string[]): void {
    if (this.kind === 'new') attempt(() => this.#files.rmSync(this.folder, { recursive: true, force: true }));
    if (this.kind !== 'empty') return;
    for (const top of new Set(paths.map((path) => path.split('/', 1)[0] ?? path)))
      attempt(() => this.#files.rmSync(join(this.folder, top), { recursive: true, force: true }));
  }
}

function taken(path: string, why: string): AssayError {
  return new AssayError('ASSET_TARGET', `${path} ${why}`, { path });
}
