// A folder that stays the same one while it is being read, whatever is put in its place meanwhile.
import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { FileError } from '#core/errors';

/**
 * Calls `read` with a path that leads to the folder itself, not to whatever has its name by then. On Linux this is its
 * descriptor; elsewhere the folder is looked at before and after.
 * @param folder - absolute, links on the way resolved
 * @throws {FileError} FILE_CHANGED when a link or another folder stands there; the system's errors, ELOOP and ENOTDIR for what
 *   is no folder any more
 */
export function withFolder<T>(folder: string, read: (folder: string) => T): T {
  if (process.platform !== 'linux') return betweenLooks(folder, read);
  // ATTACKER: what was a folder when its parent was listed may be a link now.
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const place = `/proc/self/fd/${descriptor}`;
    if (readlinkSync(place) !== folder) throw exchanged(folder);
    return read(place);
  } finally {
    closeSync(descriptor);
  }
}

function betweenLooks<T>(folder: string, read: (folder: string) => T): T {
  const before = lookAt(folder);
  const result = read(folder);
  if (lookAt(folder) !== before) throw exchanged(folder);
  return result;
}

function lookAt(folder: string): string {
  const { dev, ino } = lstatSync(folder, { bigint: true });
  if (realpathSync(folder) !== folder) throw exchanged(folder);
  return `${dev} ${ino}`;
}

function exchanged(path: string): FileError {
  return new FileError('FILE_CHANGED', 'was exchanged for another folder while it was being read', { path });
}
