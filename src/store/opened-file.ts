// A regular file that is read once, in order, and that must not change meanwhile.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { FileError } from '#core/errors';
import { toFileError } from './file-source.ts';
import { assertInPlace, stateOf } from './hash-file.ts';

export class OpenedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Names this state of this file. */
  readonly state: string;
  readonly #descriptor: number;

  private constructor(path: string, descriptor: number, size: number, state: string) {
    this.path = path;
    this.#descriptor = descriptor;
    this.size = size;
    this.state = state;
  }

  /**
   * @param path - absolute, links on the way resolved; where the system tells, a path that leads elsewhere now is refused
   * @throws {FileError} FILE_MISSING, FILE_UNREADABLE, FILE_KIND, FILE_CHANGED
   */
  static open(path: string): OpenedFile {
    // O_NOFOLLOW, O_NONBLOCK: what was a file when it was listed may be a link or a pipe now.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
    const descriptor = guarded(path, () => openSync(path, flags));
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      if (!stat.isFile()) throw new FileError('FILE_KIND', 'is not a regular file', { path });
      assertInPlace(descriptor, path);
      return new OpenedFile(path, descriptor, Number(stat.size), stateOf(stat));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  /** Fills `into` from offset `at`. @throws {FileError} FILE_CHANGED when the file ends before, FILE_UNREADABLE */
  readInto(into: Uint8Array, at: number): void {
    for (let filled = 0; filled < into.length; ) {
      const from = filled;
      const count = guarded(this.path, () => readSync(this.#descriptor, into, from, into.length - from, at + from));
      if (count === 0) throw this.#changed();
      filled += count;
    }
  }

  /** @throws {FileError} FILE_CHANGED when it is not in the state in which it was opened */
  assertUnchanged(): void {
    if (stateOf(fstatSync(this.#descriptor, { bigint: true })) !== this.state) throw this.#changed();
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #changed(): FileError {
    return new FileError('FILE_CHANGED', 'changed while it was being read', { path: this.path });
  }
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toFileError(path, error);
  }
}
