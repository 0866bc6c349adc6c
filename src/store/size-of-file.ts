// How many bytes a file has before it is read; for planning, not for trusting.
import { lstatSync } from 'node:fs';
import { FileError } from '#core/errors';
import { toFileError } from './file-source.ts';

/** Bytes of the regular file at `path`, or why there is no number. */
export function sizeOfFile(path: string): number | FileError {
  try {
    const stat = lstatSync(path);
    return stat.isFile() ? stat.size : new FileError('FILE_KIND', 'is not a regular file', { path });
  } catch (error) {
    return toFileError(path, error);
  }
}
