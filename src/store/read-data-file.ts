// One file of a data set as a whole, if it stays the same meanwhile. It is not hashed: there may be a million of them.
import { FileError } from '#core/errors';
import { OpenedFile } from './opened-file.ts';

/**
 * @param path - links resolved
 * @throws {FileError} FILE_CHANGED when the file is another one afterwards; FILE_MISSING, FILE_UNREADABLE (also above `maxBytes`),
 *   FILE_KIND
 */
export function readDataFile(path: string, maxBytes: number): Uint8Array {
  const file = OpenedFile.open(path);
  try {
    if (file.size > maxBytes) throw new FileError('FILE_UNREADABLE', `has more than ${maxBytes} bytes`, { path });
    const bytes = new Uint8Array(file.size);
    file.readInto(bytes, 0);
    file.assertUnchanged();
    return bytes;
  } finally {
    file.close();
  }
}

/** The first bytes of a file, fewer when it is shorter. @throws {FileError} */
export function readFileStart(path: string, length: number): Uint8Array {
  const file = OpenedFile.open(path);
  try {
    const bytes = new Uint8Array(Math.min(length, file.size));
    file.readInto(bytes, 0);
    return bytes;
  } finally {
    file.close();
  }
}

/** A range of a file that was looked at before. @param state - as `OpenedFile` told it then @throws {FileError} FILE_CHANGED and others */
export function readDataRange(path: string, from: number, to: number, state: string): Uint8Array {
  const file = OpenedFile.open(path);
  try {
    if (file.state !== state) throw new FileError('FILE_CHANGED', 'changed while it was being read', { path });
    const bytes = new Uint8Array(to - from);
    file.readInto(bytes, from);
    file.assertUnchanged();
    return bytes;
  } finally {
    file.close();
  }
}

/** Names the state in which a file is now. @throws {FileError} */
export function stateOfDataFile(path: string): string {
  const file = OpenedFile.open(path);
  file.close();
  return file.state;
}
