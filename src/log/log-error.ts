// What goes wrong with logs, proofs, checkpoints and witnesses.
import { AssayError, type ErrorCode, type ErrorFields } from '#core/errors';

export type LogCode = Extract<ErrorCode, `LOG_${string}`>;

/** The only error that log/ throws. */
export class LogError extends AssayError {
  declare readonly code: LogCode;

  constructor(code: LogCode, message: string, fields: ErrorFields = {}) {
    super(code, message, fields);
  }
}
