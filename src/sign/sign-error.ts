// What goes wrong with keys, signatures and certificates.
import { AssayError, type ErrorCode, type ErrorFields } from '#core/errors';

export type SignCode = Extract<ErrorCode, `SIGN_${string}`>;

/** The only error that sign/ throws, beside FileError for files that cannot be opened. */
export class SignError extends AssayError {
  declare readonly code: SignCode;

  constructor(code: SignCode, message: string, fields: ErrorFields = {}) {
    super(code, message, fields);
  }
}
