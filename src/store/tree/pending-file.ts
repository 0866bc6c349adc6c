// A file on its way: under a hidden name until its bytes are compared and durable.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Sha256Stream } from '#core/digest';
import { AssayError } from '#core/errors';
import type { FileEntry } from '#core/manifest';
import { quote } from '#core/quote';
import { attempt } from '../durable-files.ts';
import type { HeldFolder } from './open-folder.ts';
import type { TreeFiles } from './tree-files.ts';

export class PendingFile {
  readonly entry: FileEntry;
  /** The folder it goes to; closed with it. */
  readonly held: HeldFolder;
  readonly #files: TreeFiles;
  readonly #temporary: string;
  readonly #descriptor: number;
  #open = true;
  #placed = false;

  /** @throws the system's error; then the folder is the caller's again */
  constructor(entry: FileEntry, held: HeldFolder, files: TreeFiles) {
    this.entry = entry;
    this.held = held;
    this.#files = files;
    this.#temporary = join(held.place, `.${randomBytes(8).toString('hex')}.tmp`);
    this.#descriptor = files.openSync(this.#temporary, 'wx', entry.executable ? 0o777 : 0o666);
  }

  /** @throws {AssayError} ASSET_CHANGED when they are not the bytes of the entry; what the source throws; the system's errors */
  async fill(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const { path, size, sha256 } = this.entry;
    const hash = new Sha256Stream();
    let written = 0;
    for await (const chunk of chunks) {
      if (written + chunk.length > size) throw otherBytes(path);
      for (let at = 0; at < chunk.length; ) at += this.#files.writeSync(this.#descriptor, chunk, at, chunk.length - at);
      hash.update(chunk);
      written += chunk.length;
    }
    if (written !== size || hash.finish() !== sha256) throw otherBytes(path);
  }

  /** Makes the bytes durable. */
  async sync(): Promise<void> {
    await this.#files.sync(this.#descriptor);
    this.#close();
  }

  /** INVARIANT: a name is given to bytes that are complete, compared and durable. */
  place(path: string): void {
    this.#files.renameSync(this.#temporary, path);
    this.#placed = true;
  }

  /** Lets go of everything; what was not placed is removed. */
  release(): void {
    attempt(() => this.#close());
    // Hidden and harmless where it cannot be removed.
    if (!this.#placed) attempt(() => this.#files.rmSync(this.#temporary, { force: true }));
    this.held.close();
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#files.closeSync(this.#descriptor);
  }
}

function otherBytes(path: string): AssayError {
  return new AssayError('ASSET_CHANGED', `the bytes of ${quote(path)} are not those that were recorded`, { path });
}
