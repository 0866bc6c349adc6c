// Puts one index in the place of another.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { IndexError } from './index-error.ts';
import { sqliteError } from './sqlite-error.ts';

/**
 * Gives the index at `path` the content of the one at `built`, in one transaction: other processes see the old one or the new one.
 * What is no index any more is replaced as a file. `built` is gone afterwards.
 * @throws {IndexError} INDEX_BUSY, INDEX_READ, INDEX_WRITE; the index is then what it was
 */
export async function replaceIndexFile(path: string, built: string): Promise<void> {
  try {
    await copyInto(path, built);
    removeIndexFile(built);
  } catch (error) {
    const known = sqliteError(error);
    if (!(known instanceof IndexError && known.code === 'INDEX_CORRUPT')) throw known;
    // The journal of what stood there must not be taken for one of the new file.
    removeIndexFile(path);
    renameSync(built, path);
  }
}

/** Whether there is a file. */
export function hasIndexFile(path: string): boolean {
  return existsSync(path);
}

/** The index and the journals beside it. */
export function removeIndexFile(path: string): void {
  for (const end of ['-wal', '-shm', '']) rmSync(`${path}${end}`, { force: true });
}

async function copyInto(path: string, built: string): Promise<void> {
  const source = new DatabaseSync(built, { readOnly: true });
  try {
    await backup(source, path);
  } finally {
    source.close();
  }
}
