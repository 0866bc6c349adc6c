// The part of the file system that writes a tree.
import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { systemCode, systemReason } from '../store-error.ts';
import { holdFolder } from './open-folder.ts';

/** What changes something; tests fail each call, applied and not applied. */
export interface TreeFiles
  extends Pick<
    typeof fs,
    'openSync' | 'writeSync' | 'closeSync' | 'renameSync' | 'rmSync' | 'rmdirSync' | 'mkdirSync' | 'symlinkSync'
  > {
  /** fsync. Of many at the same time the disk makes a few. */
  readonly sync: (descriptor: number) => Promise<void>;
}

export const systemFiles: TreeFiles = { ...fs, sync: promisify(fs.fsync) };

/**
 * An error of the system in words; others as they are.
 * @param path - below the asset, or of the folder that it goes to
 */
export function writeError(path: string, cause: unknown): unknown {
  if (cause instanceof AssayError || !(cause instanceof Error) || !('code' in cause)) return cause;
  const fields = { path, value: systemCode(cause), cause };
  return new AssayError('ASSET_WRITE', `${quote(path)} cannot be written: ${systemReason(cause)}`, fields);
}

/** Makes the names in a folder durable. @param folder - absolute, links on the way resolved */
export async function syncFolder(folder: string, files: TreeFiles): Promise<void> {
  // Windows cannot open a folder; there the rename itself is journalled.
  if (process.platform === 'win32') return;
  const held = holdFolder(folder);
  try {
    const descriptor = files.openSync(held.place, 'r');
    try {
      await files.sync(descriptor);
    } finally {
      files.closeSync(descriptor);
    }
  } finally {
    held.close();
  }
}
