// Errors that bad input causes, told from bugs.
import type { AssayError } from '#core/errors';

/** @returns the error when it is of that kind; throws it otherwise, because then it is a bug and nobody's input */
export function expectedError<Kind extends AssayError>(
  error: unknown,
  kind: abstract new (...parts: never[]) => Kind,
): Kind {
  if (error instanceof kind) return error;
  throw error;
}
