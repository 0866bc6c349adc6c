// Base64 as DSSE wants it read: both alphabets of RFC 4648, and nothing else. Buffer.from skips what it does not know.
import { SignError } from './sign-error.ts';

/**
 * The bytes of padded base64 in the standard or the URL-safe alphabet.
 * @throws {SignError} SIGN_MALFORMED for other characters, both alphabets at once, wrong padding, and for bits that
 *   the last character has and no byte holds: one value has one text per alphabet
 * @source RFC 4648 sections 3.5, 4 and 5; DSSE 1.0.2 protocol
 */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const standard = bytes.toString('base64');
  if (standard === text || standard.replaceAll('+', '-').replaceAll('/', '_') === text) return bytes;
  throw new SignError('SIGN_MALFORMED', `${what} is not base64 as RFC 4648 writes it`);
}
