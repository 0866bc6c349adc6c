// A signer whose private key lies in this process.
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { keyId } from './key-id.ts';
import { hashOfKind, type KeyKind, keyKindOf } from './key-kind.ts';
import type { Signer } from './signer.ts';

export class KeySigner implements Signer {
  readonly kind: KeyKind;
  readonly publicKey: KeyObject;
  readonly keyId: Sha256;
  readonly #key: KeyObject;

  /** @throws {SignError} SIGN_KEY for a kind of key that does not sign here */
  constructor(privateKey: KeyObject) {
    this.kind = keyKindOf(privateKey);
    this.#key = privateKey;
    this.publicKey = createPublicKey(privateKey);
    this.keyId = keyId(this.publicKey);
  }

  async sign(message: Uint8Array): Promise<Uint8Array> {
    return sign(hashOfKind(this.kind), message, this.#key);
  }
}
