// Room for bytes that are made once and read again and again: in memory, or in a file without a name where they are too many.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';

export interface Scratch {
  /** Adds bytes at the end. They are copied. */
  readonly append: (bytes: Uint8Array) => void;
  /** Fills `into` from offset `at`. */
  readonly readInto: (into: Uint8Array, at: number) => void;
  readonly close: () => void;
}

/**
 * @param bytes - most that will be appended
 * @throws {AssayError} DATA_LIMIT above `limits.imageSetScratch`, DATA_SCRATCH when a file cannot be written or read
 * @limits memory: `limits.imageSetMemory`
 */
export function openScratch(bytes: number, inMemory: number = limits.imageSetMemory.value): Scratch {
  if (bytes <= inMemory) return memoryScratch(bytes);
  const { value, unit } = limits.imageSetScratch;
  if (bytes > value) throw new AssayError('DATA_LIMIT', `the set has ${bytes} ${unit}; at most ${value} are read`);
  return fileScratch(bytes);
}

function memoryScratch(bytes: number): Scratch {
  let held = new Uint8Array(bytes);
  let length = 0;
  return {
    append: (piece) => {
      if (length + piece.length > bytes) throw tooMuch();
      held.set(piece, length);
      length += piece.length;
    },
    readInto: (into, at) => {
      if (at + into.length > length) throw new AssayError('DATA_SCRATCH', 'more is read than was written');
      into.set(held.subarray(at, at + into.length));
    },
    close: () => {
      held = new Uint8Array(0);
      length = 0;
    },
  };
}

function fileScratch(bytes: number): Scratch {
  // A folder of our own that nobody else can look into; the name is gone as soon as the file is open, where the system allows it.
  const folder = guarded(() => mkdtempSync(join(tmpdir(), 'assay-scratch-')));
  const descriptor = guarded(() => openSync(join(folder, 'pixels'), 'wx+', 0o600));
  const forget = (): void => rmSync(folder, { recursive: true, force: true });
  if (process.platform !== 'win32') forget();
  let length = 0;
  return {
    append: (piece) => {
      if (length + piece.length > bytes) throw tooMuch();
      for (let at = 0; at < piece.length; ) {
        const from = at;
        at += guarded(() => writeSync(descriptor, piece, from, piece.length - from, length + from));
      }
      length += piece.length;
    },
    readInto: (into, at) => {
      for (let filled = 0; filled < into.length; ) {
        const from = filled;
        const count = guarded(() => readSync(descriptor, into, from, into.length - from, at + from));
        if (count === 0) throw new AssayError('DATA_SCRATCH', 'the scratch file is shorter than what was written');
        filled += count;
      }
    },
    close: () => {
      closeSync(descriptor);
      forget();
    },
  };
}

function tooMuch(): AssayError {
  return new AssayError('DATA_SCRATCH', 'more was written than was asked for');
}

function guarded<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AssayError('DATA_SCRATCH', `the scratch file cannot be used: ${message}`, { cause: error });
  }
}
