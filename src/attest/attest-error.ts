// What goes wrong with statements and trust.
import { AssayError, type ErrorCode, type ErrorFields } from '#core/errors';

export type AttestCode = Extract<ErrorCode, `ATTEST_${string}`>;

/** The only error that attest/ throws, beside SignError of a signer that cannot sign. */
export class AttestError extends AssayError {
  declare readonly code: AttestCode;

  constructor(code: AttestCode, message: string, fields: ErrorFields = {}) {
    super(code, message, fields);
  }
}
