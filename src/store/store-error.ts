// What goes wrong with stored blobs and the keys of zones.
import { AssayError, type ErrorCode, type ErrorFields } from '#core/errors';

export type StoreCode = Extract<ErrorCode, `STORE_${string}`>;

/** The only error of the blob store, besides the FileError of a file that is added. */
export class StoreError extends AssayError {
  declare readonly code: StoreCode;

  constructor(code: StoreCode, message: string, fields: ErrorFields = {}) {
    super(code, message, fields);
  }
}

/** `ENOSPC` and its like; the message where there is none. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** What the system says when something cannot be read or written, in words. */
export function systemReason(error: unknown): string {
  const code = systemCode(error);
  return reasons.get(code) ?? code;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'the folder is not there'],
  ['ENOSPC', 'no space is left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EIO', 'the device reports an error'],
  ['ELOOP', 'a symbolic link stands there'],
  ['EEXIST', 'something stands there already'],
  ['EISDIR', 'a folder stands there'],
  ['ENOTDIR', 'a file stands where a folder is needed'],
  ['ENOTEMPTY', 'a folder with something in it stands there'],
]);
