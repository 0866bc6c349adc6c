// Bytes of a rule as text.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';

/** @throws {AssayError} USAGE beyond `limits.policyBytes`, or when it is no UTF-8: what is signed has to be what is shown */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > limits.policyBytes.value)
    throw new AssayError('USAGE', 'The document is larger than any rule.', { limit: 'policyBytes' });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AssayError('USAGE', 'The document is no UTF-8 text.');
  }
}
