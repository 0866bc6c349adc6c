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
