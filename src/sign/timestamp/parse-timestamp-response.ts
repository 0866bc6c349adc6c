// What a time authority answers: a status and, when it agrees, the token. RFC 3161 section 2.4.2.
import * as limits from '#core/limits';
import { parseDerList } from '../der.ts';
import { DerFields } from '../der-fields.ts';
import { encodeDer } from '../encode-der.ts';
import { SignError } from '../sign-error.ts';

/**
 * The token of a response; a token alone is taken as it is, because both lie around in files.
 * @throws {SignError} SIGN_REFUSED when the authority refused; SIGN_MALFORMED; SIGN_LIMIT beyond `limits.timestampBytes`
 */
export function tokenOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length > limits.timestampBytes.value) {
    throw new SignError('SIGN_LIMIT', 'the timestamp is too large', { limit: 'timestampBytes', value: bytes.length });
  }
  const whole = new DerFields(bytes, what);
  const content = whole.take(0x30);
  whole.end();
  // A token begins with its type, a response with its status.
  if (parseDerList(content)[0]?.tag === 0x06) return bytes;
  const response = new DerFields(content, what);
  const status = response.sequence();
  const code = status.number();
  // 0: granted; 1: granted with modifications.
  if (code > 1) throw refused(code, status);
  const token = response.take(0x30);
  response.end();
  return encodeDer(0x30, token);
}

function refused(code: number, status: DerFields): SignError {
  const texts = status.optional(0x30);
  const reasons = texts === undefined ? [] : new DerFields(texts, what).rest(0x0c);
  const said = reasons.map((text) => Buffer.from(text).toString('utf8')).join(' ');
  return new SignError('SIGN_REFUSED', `the time authority gives no timestamp (status ${code}): ${said}`);
}

const what = 'the answer of the time authority';
