// A regular file as a ByteSource that hashes what passes through it, so that scanning reads each byte from disk once.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '#core/byte-source';
import { type Sha256, Sha256Stream } from '#core/digest';
import { FileError } from '#core/errors';

/** Small enough that hashing and checking find in the processor's cache what reading just put there. */
const windowBytes = 1 << 18;
/** A look-up somewhere in the file needs a header, not what follows it. */
const lookUpBytes = 1 << 14;
/** One window follows the sequential reader, the others serve look-ups at the end and at offsets. */
const windowCount = 3;

interface Window {
  readonly buffer: Uint8Array;
  start: number;
  length: number;
  lastUse: number;
}

interface Identity {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
}

/** Reads a file that nobody else may be trusted to leave alone. Close it with `finish` or `close`. */
export class FileSource implements ByteSource {
  readonly path: string;
  readonly size: number;
  readonly #descriptor: number;
  readonly #identity: Identity;
  readonly #hash = new Sha256Stream();
  readonly #windows: Window[] = [];
  #hashedTo = 0;
  #clock = 0;
  #open = true;

  private constructor(path: string, descriptor: number, identity: Identity) {
    this.path = path;
    this.#descriptor = descriptor;
    this.#identity = identity;
    this.size = Number(identity.size);
  }

  /** @throws {FileError} FILE_MISSING, FILE_UNREADABLE, FILE_KIND when it is no regular file */
  static open(path: string): FileSource {
    // O_NONBLOCK: opening a pipe that nobody writes to must not hang. O_NOFOLLOW: links were resolved before.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
    const descriptor = guarded(path, () => openSync(path, flags));
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      if (!stat.isFile()) throw new FileError('FILE_KIND', 'is not a regular file', { path });
      return new FileSource(path, descriptor, stat);
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }

  read(offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, this.size);
    if (offset >= end) return new Uint8Array(0);
    const held = this.#windows.find((window) => offset >= window.start && end <= window.start + window.length);
    if (held !== undefined) return this.#view(held, offset, end);
    if (end - offset <= windowBytes) return this.#view(this.#load(offset, end - offset), offset, end);
    return this.#copy(offset, end);
  }

  /**
   * Reads what was not read yet, closes the file and gives the digest of the whole.
   * @throws {FileError} FILE_CHANGED when the file is not the one that was opened any more
   */
  finish(): Sha256 {
    try {
      while (this.#hashedTo < this.size) {
        const before = this.#hashedTo;
        this.#load(before, windowBytes);
        if (this.#hashedTo === before) throw this.#changed();
      }
      const now = fstatSync(this.#descriptor, { bigint: true });
      const then = this.#identity;
      const same = now.size === then.size && now.mtimeNs === then.mtimeNs && now.ctimeNs === then.ctimeNs;
      if (!same || now.ino !== then.ino) throw this.#changed();
      return this.#hash.finish();
    } finally {
      this.close();
    }
  }

  close(): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }

  #view(window: Window, offset: number, end: number): Uint8Array {
    window.lastUse = ++this.#clock;
    const have = Math.min(end, window.start + window.length);
    return window.buffer.subarray(offset - window.start, Math.max(offset, have) - window.start);
  }

  /** Reads a window that starts at `offset` and hashes what is new in it, if it continues what was hashed. */
  #load(offset: number, wanted: number): Window {
    const goesOn = offset === this.#hashedTo || this.#windows.some(({ start, length }) => start + length === offset);
    const window = this.#takeWindow();
    window.start = offset;
    window.length = this.#fill(window.buffer, offset, goesOn ? windowBytes : Math.max(wanted, lookUpBytes));
    const end = offset + window.length;
    if (offset <= this.#hashedTo && end > this.#hashedTo) {
      this.#hash.update(window.buffer.subarray(this.#hashedTo - offset, window.length));
      this.#hashedTo = end;
    }
    return window;
  }

  #copy(offset: number, end: number): Uint8Array {
    const whole = new Uint8Array(end - offset);
    for (let at = offset; at < end; ) {
      const part = this.read(at, Math.min(windowBytes, end - at));
      if (part.length === 0) return whole.subarray(0, at - offset);
      whole.set(part, at - offset);
      at += part.length;
    }
    return whole;
  }

  #takeWindow(): Window {
    if (this.#windows.length < windowCount) {
      const buffer = new Uint8Array(new ArrayBuffer(Math.min(windowBytes, this.size)));
      const window = { buffer, start: 0, length: 0, lastUse: 0 };
      this.#windows.push(window);
      return window;
    }
    return this.#windows.reduce((oldest, window) => (window.lastUse < oldest.lastUse ? window : oldest));
  }

  #fill(buffer: Uint8Array, offset: number, length: number): number {
    const wanted = Math.min(buffer.length, length, this.size - offset);
    let filled = 0;
    while (filled < wanted) {
      const at = filled;
      const count = guarded(this.path, () => readSync(this.#descriptor, buffer, at, wanted - at, offset + at));
      if (count === 0) throw this.#changed();
      filled += count;
    }
    return filled;
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

/** A file system error as a FileError with a message for people. */
export function toFileError(path: string, error: unknown): FileError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return new FileError('FILE_MISSING', 'does not exist', { path, cause: error });
  if (code === 'ENXIO' || code === 'EISDIR') return new FileError('FILE_KIND', 'is not a regular file', { path });
  const reasons: Record<string, string> = {
    EACCES: 'cannot be read: permission denied',
    EPERM: 'cannot be read: operation not permitted',
    ELOOP: 'is a symbolic link that was not there before, or a loop of links',
    EIO: 'cannot be read: input/output error',
    ENAMETOOLONG: 'has a name that is too long',
    ENOTDIR: 'does not exist: a part of the path is not a folder',
  };
  return new FileError('FILE_UNREADABLE', reasons[code] ?? `cannot be read: ${code}`, {
    path,
    value: code,
    cause: error,
  });
}
