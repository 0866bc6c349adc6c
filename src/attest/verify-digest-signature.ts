// Signatures over something of which only the digest is at hand. node:crypto hashes what it verifies, so it cannot.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { keyKindOf } from '#sign/key-kind';
import { AttestError } from './attest-error.ts';

/** Says whether the ECDSA signature (DER) belongs to the digest and the key. */
export type DigestVerifier = (key: KeyObject, signature: Uint8Array, digest: Sha256) => boolean;

/** @throws {AttestError} the verifier throws ATTEST_UNTRUSTED for a key that is not P-256: with SHA-256 no other is usual */
export async function loadDigestVerifier(): Promise<DigestVerifier> {
  const { p256 } = await import('@noble/curves/nist.js');
  return (key, signature, digest) => {
    if (keyKindOf(key) !== 'p-256') {
      throw new AttestError('ATTEST_UNTRUSTED', 'a signature over a digest can be verified with P-256 only');
    }
    const { x = '', y = '' } = key.export({ format: 'jwk' });
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    // OpenSSL and Sigstore write either of the two values of s.
    const options = { prehash: false, format: 'der', lowS: false } as const;
    return p256.verify(signature, Buffer.from(digest, 'hex'), point, options);
  };
}
