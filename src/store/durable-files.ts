// Files that are on the disk as a whole or not at all, also after a power cut.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StoreError, systemCode, systemReason } from './store-error.ts';

/** The part of `node:fs` that changes something; tests fail each call, applied and not applied. */
export type ChangingFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'linkSync' | 'renameSync' | 'mkdirSync' | 'rmSync'
>;

/** Ends the names of files that a killed writer may leave behind; they begin with a dot. */
export const temporaryEnd = '.tmp';

/**
 * Makes a file for its owner only, at a path that nobody has taken.
 * @returns false when the path is taken
 * @throws the system's error; the file may then be there, as a whole
 */
export function createFile(path: string, bytes: Uint8Array, changing: ChangingFiles = fs): boolean {
  return withTemporary(path, bytes, changing, (temporary) => {
    try {
      // INVARIANT: link(2) fails when the name exists; of two writers one gets it.
      changing.linkSync(temporary, path);
      return true;
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
  });
}

/** As `createFile`; what stood at the path is replaced. */
export function replaceFile(path: string, bytes: Uint8Array, changing: ChangingFiles = fs): void {
  withTemporary(path, bytes, changing, (temporary) => {
    changing.renameSync(temporary, path);
    return true;
  });
}

function withTemporary(
  path: string,
  bytes: Uint8Array,
  changing: ChangingFiles,
  place: (temporary: string) => boolean,
): boolean {
  const temporary = join(dirname(path), `.${randomBytes(16).toString('hex')}${temporaryEnd}`);
  try {
    const descriptor = changing.openSync(temporary, 'wx', 0o600);
    try {
      writeAll(descriptor, bytes, changing);
      changing.fsyncSync(descriptor);
    } finally {
      changing.closeSync(descriptor);
    }
    if (!place(temporary)) return false;
  } finally {
    // Hidden and harmless where it cannot be removed; what went wrong before is the error to tell.
    attempt(() => changing.rmSync(temporary, { force: true }));
  }
  syncFolder(dirname(path), changing);
  return true;
}

/**
 * Makes `folder`, for its owner only. It is durable in the folder that holds it, and so on up to `root`; also when an earlier
 * attempt made it and failed then.
 */
export function makeFolder(folder: string, root: string, changing: ChangingFiles = fs): void {
  const first = changing.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const top = resolve(first !== undefined && first.length < resolve(root).length ? first : root);
  for (let at = resolve(folder); at.length >= top.length && at !== dirname(at); at = dirname(at)) {
    syncFolder(dirname(at), changing);
  }
}

export function writeAll(descriptor: number, bytes: Uint8Array, changing: ChangingFiles): void {
  for (let at = 0; at < bytes.length; ) at += changing.writeSync(descriptor, bytes, at, bytes.length - at);
}

export function syncFolder(folder: string, changing: ChangingFiles): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const descriptor = changing.openSync(folder, 'r');
  try {
    changing.fsyncSync(descriptor);
  } finally {
    changing.closeSync(descriptor);
  }
}

/** For cleaning up while an error is on its way to the caller. */
export function attempt(act: () => void): void {
  try {
    act();
  } catch {
    // The caller is already being told what went wrong.
  }
}

/** @throws {StoreError} STORE_WRITE for an error of the system */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw systemError('STORE_WRITE', `${path} cannot be written`, path, cause);
  }
}

/** Undefined when there is nothing. @throws {StoreError} STORE_READ for another error of the system */
export function reading<T>(path: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return undefined;
    throw systemError('STORE_READ', `${path} cannot be read`, path, cause);
  }
}

function systemError(code: 'STORE_READ' | 'STORE_WRITE', what: string, path: string, cause: unknown): unknown {
  // Anything else is a bug of ours.
  if (!(cause instanceof Error) || !('syscall' in cause || 'code' in cause)) return cause;
  return new StoreError(code, `${what}: ${systemReason(cause)}`, { path, value: systemCode(cause), cause });
}
