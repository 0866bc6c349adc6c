// Reads a small file as a whole, with a bound.

import { realpathSync } from 'node:fs';
import { FileError } from '#core/errors';
import { FileSource, toFileError } from './file-source.ts';

/** @throws {FileError} with the path in the message; FILE_UNREADABLE for a file of more than `maxBytes` */
export function readWhole(path: string, maxBytes: number): Uint8Array {
  try {
    const source = FileSource.open(resolved(path));
    try {
      if (source.size > maxBytes) throw new FileError('FILE_UNREADABLE', `has more than ${maxBytes} bytes`, { path });
      const bytes = source.read(0, source.size);
      source.finish();
      return bytes;
    } finally {
      source.close();
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new FileError(error.code, `${path} ${error.message}`, error.fields);
  }
}

function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw toFileError(path, error);
  }
}
