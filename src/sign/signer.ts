// What signs and what verifies, wherever the key is. tests/contracts/signer.test.ts holds every implementation to it.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import type { KeyKind } from './key-kind.ts';

export interface Signer {
  readonly kind: KeyKind;
  readonly publicKey: KeyObject;
  /** `keyId` of the public key. */
  readonly keyId: Sha256;
  /** ECDSA signatures in DER, Ed25519 as 64 bytes. @throws {SignError} SIGN_KEY when the key cannot be reached */
  sign(message: Uint8Array): Promise<Uint8Array>;
}

export interface Verifier {
  readonly kind: KeyKind;
  readonly keyId: Sha256;
  /** @returns the key that signed. @throws {SignError} SIGN_INVALID */
  verify(message: Uint8Array, signature: Uint8Array): Sha256;
}
