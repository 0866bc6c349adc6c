// Lines that outlive the process that writes them: what was done before a kill is not done again. The file is `NAME.partial` until
// its last line is written, and then NAME, durable.
import * as fs from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AssayError } from '#core/errors';
import { readLines } from './read-lines.ts';

/** The part of `node:fs` that changes something; tests fail each call, applied and not applied. */
export type ChangingFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'ftruncateSync' | 'fsyncSync' | 'closeSync' | 'renameSync'
>;

export class LineJournal {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #changing: ChangingFiles;
  #at: number;
  #sinceSync = 0;

  private constructor(path: string, descriptor: number, at: number, changing: ChangingFiles) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#at = at;
    this.#changing = changing;
  }

  /**
   * Begins a journal or goes on with one that was begun with the same header.
   * @param path - of the finished file; what stands there is replaced at the end
   * @param onLine - told every complete line after the header that is there already; what it throws ends the opening
   * @throws {AssayError} PINS_MALFORMED when the journal there was begun with another header, PINS_WRITE
   */
  static open(path: string, header: string, onLine: (line: string) => void, changing: ChangingFiles = fs): LineJournal {
    const partial = partialPath(path);
    const kept = fs.existsSync(partial) ? readKept(partial, header, onLine) : 0;
    return guarded(partial, () => {
      // Nobody else may read what an address list says of its owner before they decide to share it.
      const descriptor = changing.openSync(
        partial,
        fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_NOFOLLOW,
        0o600,
      );
      try {
        // A line that was cut by the kill goes.
        changing.ftruncateSync(descriptor, kept);
        const journal = new LineJournal(path, descriptor, kept, changing);
        if (kept === 0) journal.append(header);
        return journal;
      } catch (error) {
        changing.closeSync(descriptor);
        throw error;
      }
    });
  }

  /** @throws {AssayError} PINS_WRITE */
  append(line: string): void {
    guarded(this.#path, () => {
      const bytes = Buffer.from(`${line}\n`);
      for (let at = 0; at < bytes.length; ) {
        at += this.#changing.writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#at + at);
      }
      this.#at += bytes.length;
      this.#sinceSync += 1;
      if (this.#sinceSync < linesPerSync) return;
      this.#changing.fsyncSync(this.#descriptor);
      this.#sinceSync = 0;
    });
  }

  /**
   * Writes the last line and gives the file its name.
   * @param line - absent when it was there when the journal was opened: a run can end between the line and the name
   * @throws {AssayError} PINS_WRITE; the journal can then be opened again
   */
  finish(line?: string): void {
    if (line !== undefined) this.append(line);
    guarded(this.#path, () => {
      this.#changing.fsyncSync(this.#descriptor);
      this.#changing.renameSync(partialPath(this.#path), this.#path);
      if (process.platform === 'win32') return;
      const folder = this.#changing.openSync(dirname(resolve(this.#path)), 'r');
      try {
        this.#changing.fsyncSync(folder);
      } finally {
        this.#changing.closeSync(folder);
      }
    });
  }

  close(): void {
    guarded(this.#path, () => this.#changing.closeSync(this.#descriptor));
  }
}

function partialPath(path: string): string {
  return resolve(dirname(path), `${basename(path)}.partial`);
}

/** @returns bytes of the complete lines */
function readKept(partial: string, header: string, onLine: (line: string) => void): number {
  let kept = 0;
  for (const { text, end } of readLines(partial)) {
    if (kept > 0) onLine(text);
    else if (text !== header) {
      throw new AssayError('PINS_MALFORMED', `${partial} was begun for another list; remove it to begin anew`);
    }
    kept = end;
  }
  return kept;
}

function guarded<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof AssayError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new AssayError('PINS_WRITE', `${path} cannot be written: ${reasons.get(code) ?? code}`, {
      path,
      value: code,
      cause,
    });
  }
}

/** At most so many lines are fetched again after a power cut; a kill alone loses none. */
const linesPerSync = 200;
const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'no space is left on the device'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'permission denied'],
  ['ENOENT', 'the folder is not there'],
  ['ELOOP', 'it is a symbolic link'],
]);
