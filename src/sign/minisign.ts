// minisign: detached Ed25519 signatures over a file. https://jedisct1.github.io/minisign, "Signature format" and "Public key format".
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { SignError } from './sign-error.ts';

export interface MinisignKey {
  /** Hex, eight bytes, as the signature names it. */
  readonly id: string;
  readonly publicKey: KeyObject;
}

export interface MinisignSignature {
  readonly keyId: string;
  /** `hashed`: over the BLAKE2b-512 of the file; the older form is over the file itself, which then has to be held. */
  readonly isHashed: boolean;
  readonly signature: Uint8Array;
  readonly trustedComment: string;
  readonly globalSignature: Uint8Array;
}

/** @param text - the file or its second line @throws {SignError} SIGN_KEY */
export function parseMinisignKey(text: string): MinisignKey {
  const line = text.trim().split(/\r?\n/).at(-1) ?? '';
  const bytes = decode(line, 42);
  if (bytes === undefined || bytes[0] !== letterE || bytes[1] !== letterD) {
    throw new SignError('SIGN_KEY', 'this is no public key of minisign');
  }
  const x = bytes.subarray(10).toString('base64url');
  return {
    id: idOf(bytes),
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }),
  };
}

/** @throws {SignError} SIGN_MALFORMED */
export function parseMinisign(text: string): MinisignSignature {
  const [first = '', line = '', comment = '', last = '', ...others] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const bytes = decode(line, 74);
  const globalSignature = decode(last, 64);
  const isKnown = bytes !== undefined && bytes[0] === letterE && (bytes[1] === letterD || bytes[1] === largeD);
  const hasForm =
    first.startsWith('untrusted comment: ') && comment.startsWith('trusted comment: ') && others.length === 0;
  if (!isKnown || !hasForm || globalSignature === undefined) {
    throw new SignError('SIGN_MALFORMED', 'this is no signature of minisign');
  }
  return {
    keyId: idOf(bytes),
    isHashed: bytes[1] === largeD,
    signature: bytes.subarray(10),
    trustedComment: comment.slice('trusted comment: '.length),
    globalSignature,
  };
}

/**
 * @param pieces - the content of the file
 * @throws {SignError} SIGN_KEY_OTHER when it names another key, SIGN_INVALID; SIGN_UNSUPPORTED for the older form over a file of more
 *   than `mostUnhashed` bytes
 */
export function verifyMinisign(
  one: MinisignSignature,
  key: MinisignKey,
  pieces: Iterable<Uint8Array>,
  size: number,
): void {
  if (one.keyId !== key.id) {
    throw new SignError('SIGN_KEY_OTHER', `the signature names the key ${one.keyId}, and not ${key.id}`);
  }
  if (!one.isHashed && size > mostUnhashed) {
    throw new SignError(
      'SIGN_UNSUPPORTED',
      'the signature is of the older form, over a file that is too large to hold',
    );
  }
  const message = one.isHashed ? hashOf(pieces) : Buffer.concat([...pieces].map((piece) => Buffer.from(piece)));
  const isFile = verify(null, message, key.publicKey, one.signature);
  // What the comment says is signed together with the signature.
  const isComment = verify(
    null,
    Buffer.concat([one.signature, Buffer.from(one.trustedComment)]),
    key.publicKey,
    one.globalSignature,
  );
  if (!isFile || !isComment)
    throw new SignError('SIGN_INVALID', 'the signature does not belong to these bytes and this key');
}

function hashOf(pieces: Iterable<Uint8Array>): Buffer {
  const hash = createHash('blake2b512');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

function decode(line: string, length: number): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(line)) return undefined;
  const bytes = Buffer.from(line, 'base64');
  return bytes.length === length ? bytes : undefined;
}

/** Little-endian, as minisign prints it. */
function idOf(bytes: Buffer): string {
  return Buffer.from(bytes.subarray(2, 10)).reverse().toString('hex').toUpperCase();
}

const letterE = 0x45;
/** `Ed`, over the file; `ED`, over its hash. */
const letterD = 0x64;
const largeD = 0x44;
const mostUnhashed = 256 << 20;
