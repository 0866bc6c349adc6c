// Files that are on the disk as a whole or not at all, also after a power cut: temporary file, fsync, rename or link, fsync of
// the folder.
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { LogError } from './log-error.ts';

/** The part of `node:fs` that changes something; tests fail each call, applied and not applied. */
export type ChangingFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'linkSync' | 'mkdirSync' | 'rmSync'
>;

/**
 * Returns when all files are durable; each folder is synchronised once.
 * @param files - absolute path to content
 * @throws {LogError} LOG_WRITE; some of the files may then be there, each as a whole
 */
export function replaceFiles(files: ReadonlyMap<string, Uint8Array>, changing: ChangingFiles = fs): void {
  guarded(() => {
    const written: (readonly [temporary: string, path: string])[] = [];
    try {
      for (const [path, bytes] of files) written.push([writeBeside(path, bytes, changing), path]);
      for (const [temporary, path] of written) changing.renameSync(temporary, path);
    } catch (error) {
      for (const [temporary] of written) changing.rmSync(temporary, { force: true });
      throw error;
    }
    for (const folder of new Set([...files.keys()].map(dirname))) syncFolder(folder, changing);
  });
}

/**
 * Makes a file durable at a path that nobody has taken yet.
 * @throws {LogError} LOG_CONFLICT when the path is taken, LOG_WRITE otherwise; the file may then be there, as a whole
 */
export function createFile(path: string, bytes: Uint8Array, changing: ChangingFiles = fs, mode = 0o666): void {
  guarded(() => {
    const temporary = writeBeside(path, bytes, changing, mode);
    try {
      // INVARIANT: link(2) fails when the name exists; of two writers one gets it.
      changing.linkSync(temporary, path);
    } catch (cause) {
      if (systemCode(cause) === 'EEXIST') throw new LogError('LOG_CONFLICT', 'Another record came first.', { cause });
      throw cause;
    } finally {
      changing.rmSync(temporary, { force: true });
    }
    syncFolder(dirname(path), changing);
  });
}

/** Makes `folder` and what is missing above it, each durable in the folder that holds it. */
export function makeFolder(folder: string, changing: ChangingFiles = fs, mode = 0o777): void {
  guarded(() => {
    // The topmost folder that was made; its own parent has a new name in it.
    const whole = resolve(folder);
    const made = changing.mkdirSync(whole, { recursive: true, mode });
    if (made === undefined) return;
    for (let at = whole; at.length >= made.length && at !== dirname(at); at = dirname(at))
      syncFolder(dirname(at), changing);
  });
}

function writeBeside(path: string, bytes: Uint8Array, changing: ChangingFiles, mode = 0o666): string {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`);
  const descriptor = changing.openSync(temporary, 'wx', mode);
  try {
    for (let at = 0; at < bytes.length; ) at += changing.writeSync(descriptor, bytes, at, bytes.length - at);
    changing.fsyncSync(descriptor);
  } catch (error) {
    changing.rmSync(temporary, { force: true });
    throw error;
  } finally {
    changing.closeSync(descriptor);
  }
  return temporary;
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

function guarded(act: () => void): void {
  try {
    act();
  } catch (cause) {
    if (cause instanceof LogError) throw cause;
    const code = systemCode(cause);
    throw new LogError('LOG_WRITE', `The log cannot be written: ${reasons.get(code) ?? code}.`, { value: code, cause });
  }
}

/** `ENOSPC` and its like; the message where there is none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EIO', 'the device reports an error'],
  ['ENOENT', 'the folder is not there'],
  ['EEXIST', 'a file stands where a folder is needed'],
  ['ENOTDIR', 'a file stands where a folder is needed'],
]);
