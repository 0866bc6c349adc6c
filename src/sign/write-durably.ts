// Small files that are there as a whole or not at all, also after a power cut: temporary file, fsync, rename, fsync of the
// folder.
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The part of `node:fs` that writes; tests fail each call, applied and not applied. */
export type DurableFiles = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'linkSync' | 'rmSync'
>;

export interface DurableOptions {
  /** Permission bits of the file. */
  readonly mode: number;
  /** false: fail with EEXIST when the path exists, and never touch what is there. */
  readonly replace: boolean;
}

/**
 * Returns when the bytes and the name are on the disk.
 * @throws the system's error. The path then holds what it held before or, when only the last steps failed, the new bytes
 *   as a whole; a part of them never
 */
export function writeDurably(
  path: string,
  bytes: Uint8Array | string,
  options: DurableOptions,
  files: DurableFiles = fs,
): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${process.pid}.tmp`);
  const content = Buffer.from(bytes);
  try {
    writeWhole(temporary, content, options.mode, files);
    if (options.replace) files.renameSync(temporary, path);
    else files.linkSync(temporary, path);
  } finally {
    // After a rename there is nothing left to remove. What cannot be removed is hidden and harmless.
    files.rmSync(temporary, { force: true });
  }
  syncFolder(folder, files);
}

function writeWhole(path: string, content: Uint8Array, mode: number, files: DurableFiles): void {
  files.rmSync(path, { force: true });
  const descriptor = files.openSync(path, 'wx', mode);
  try {
    for (let at = 0; at < content.length; ) at += files.writeSync(descriptor, content, at, content.length - at);
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}

function syncFolder(folder: string, files: DurableFiles): void {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const descriptor = files.openSync(folder, 'r');
  try {
    files.fsyncSync(descriptor);
  } finally {
    files.closeSync(descriptor);
  }
}
