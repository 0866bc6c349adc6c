// A folder that stays the same one while it is being used, whatever is put in its place meanwhile.
import { closeSync, constants, lstatSync, openSync, readlinkSync, realpathSync } from 'node:fs';
import { FileError } from '#core/errors';

export interface HeldFolder {
  /** A path that leads to the folder itself: on Linux to its descriptor, elsewhere its own. */
  readonly place: string;
  /** @throws {FileError} FILE_CHANGED where it was used by its own path and is another one now */
  close(): void;
}

/**
 * @param folder - absolute, links on the way resolved
 * @throws {FileError} FILE_CHANGED when a link or another folder stands there; the system's errors, ELOOP and ENOTDIR for what
 *   is no folder any more
 */
export function holdFolder(folder: string): HeldFolder {
  if (process.platform !== 'linux') return watchFolder(folder);
  // ATTACKER: what was a folder when its parent was listed may be a link now.
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const place = `/proc/self/fd/${descriptor}`;
  try {
    if (readlinkSync(place) !== folder) throw exchanged(folder);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  return { place, close: () => closeSync(descriptor) };
}

/** Calls `read` with the place of the folder. @throws as `holdFolder`, and what `read` throws */
export function withFolder<T>(folder: string, read: (place: string) => T): T {
  const held = holdFolder(folder);
  let result: T;
  try {
    result = read(held.place);
  } catch (error) {
    // What went wrong inside is the error to tell.
    try {
      held.close();
    } catch {}
    throw error;
  }
  held.close();
  return result;
}

/** Where a descriptor has no path, the folder is looked at before and after. */
function watchFolder(folder: string): HeldFolder {
  const before = lookAt(folder);
  return {
    place: folder,
    close: () => {
      if (lookAt(folder) !== before) throw exchanged(folder);
    },
  };
}

function lookAt(folder: string): string {
  const { dev, ino } = lstatSync(folder, { bigint: true });
  if (realpathSync(folder) !== folder) throw exchanged(folder);
  return `${dev} ${ino}`;
}

function exchanged(path: string): FileError {
  return new FileError('FILE_CHANGED', 'was exchanged for another folder while it was being used', { path });
}
