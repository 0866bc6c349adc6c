// Verifies with a public key.
import { type KeyObject, verify } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { keyId } from './key-id.ts';
import { hashOfKind, type KeyKind, keyKindOf } from './key-kind.ts';
import { SignError } from './sign-error.ts';
import type { Verifier } from './signer.ts';

export class KeyVerifier implements Verifier {
  readonly kind: KeyKind;
  readonly keyId: Sha256;
  readonly publicKey: KeyObject;
  readonly #hash: string | null;

  /**
   * @param hash - of the message; absent: the one of the key's kind. Only formats that err in it name one
   * @throws {SignError} SIGN_KEY for a kind of key that does not sign here
   */
  constructor(publicKey: KeyObject, hash?: 'sha256') {
    this.kind = keyKindOf(publicKey);
    this.publicKey = publicKey;
    this.keyId = keyId(publicKey);
    this.#hash = hash ?? hashOfKind(this.kind);
  }

  verify(message: Uint8Array, signature: Uint8Array): Sha256 {
    if (!verify(this.#hash, message, this.publicKey, signature)) {
      throw new SignError('SIGN_INVALID', 'the signature does not belong to these bytes and this key');
    }
    return this.keyId;
  }
}
