// ECDSA signatures as tokens and services return them: two numbers of equal length, one behind the other.
import { encodeDer, encodeDerInteger } from './encode-der.ts';
import { SignError } from './sign-error.ts';

/**
 * The same signature in DER.
 * @param pair - r, then s
 * @param fieldBytes - of the curve: 32, 48, 66
 * @throws {SignError} SIGN_MALFORMED for another length
 * @source PKCS#11 v2.40 mechanisms section 2.3.1, RFC 3279 section 2.2.3
 */
export function encodeEcdsaSignature(pair: Uint8Array, fieldBytes: number): Buffer {
  if (pair.length !== 2 * fieldBytes) {
    const message = `a signature of ${pair.length} bytes does not belong to a curve of ${fieldBytes} bytes`;
    throw new SignError('SIGN_MALFORMED', message, { value: pair.length });
  }
  return encodeDer(0x30, encodeDerInteger(pair.subarray(0, fieldBytes)), encodeDerInteger(pair.subarray(fieldBytes)));
}
