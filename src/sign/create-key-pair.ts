// New keys.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { keyId } from './key-id.ts';
import type { KeyKind } from './key-kind.ts';
import { SignError } from './sign-error.ts';

export interface KeyPair {
  readonly kind: KeyKind;
  readonly keyId: Sha256;
  /** PKCS#8, sealed when a passphrase was given. */
  readonly privatePem: string;
  /** SubjectPublicKeyInfo. */
  readonly publicPem: string;
}

/**
 * @param passphrase - seals the private key (PBES2 with AES-256-CBC, as OpenSSL reads it); at least 8 characters
 * @throws {SignError} SIGN_KEY for a passphrase that is shorter
 * @source RFC 5958 (PKCS#8), RFC 8018 (PBES2)
 */
export function createKeyPair(kind: KeyKind, passphrase?: string): KeyPair {
  if (passphrase !== undefined && passphrase.length < 8) {
    throw new SignError('SIGN_KEY', 'a passphrase has at least 8 characters');
  }
  const { privateKey, publicKey } = generate(kind);
  const seal = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    kind,
    keyId: keyId(publicKey),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem', ...seal }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function generate(kind: KeyKind): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('ec', { namedCurve: kind.toUpperCase() });
}
