// Names of public keys. A name is a filter and a label; trust comes from the list of keys one verifies with.
import type { KeyObject } from 'node:crypto';
import { type Sha256, sha256 } from '#core/digest';

/** SHA-256 of the key's SubjectPublicKeyInfo, DER. */
export function keyId(publicKey: KeyObject): Sha256 {
  return sha256(publicKey.export({ type: 'spki', format: 'der' }));
}

/** The `hint` of a model signature: SHA-256 of the SubjectPublicKeyInfo as PEM text, final newline included. */
export function keyHint(publicKey: KeyObject): Sha256 {
  return sha256(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' })));
}
