// The signature of a model bundle against a public key, and the encoding that the first version signed. OMS v1.0 section 4.2.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { keyKindOf } from '../key-kind.ts';
import { KeyVerifier } from '../key-verifier.ts';
import { preAuthenticationEncoding } from '../pre-authentication-encoding.ts';
import { SignError } from '../sign-error.ts';
import { legacyEncoding } from './legacy-encoding.ts';
import type { ModelBundle } from './parse-model-bundle.ts';
import { parseModelStatement } from './parse-model-statement.ts';

/**
 * @returns the id of the key
 * @throws {SignError} SIGN_INVALID; SIGN_KEY for a key of a kind that model signatures do not have
 * @source OMS v1.0 section 4.2: EC keys only
 */
export function verifyModelSignature({ envelope, signature }: ModelBundle, publicKey: KeyObject): Sha256 {
  if (keyKindOf(publicKey) === 'ed25519') {
    throw new SignError('SIGN_KEY', 'model signatures are made with P-256, P-384 or P-521, not with Ed25519');
  }
  const { payload, payloadType } = envelope;
  try {
    return new KeyVerifier(publicKey).verify(preAuthenticationEncoding(payloadType, payload), signature);
  } catch (error) {
    const legacy = verifyLegacy(payloadType, payload, signature, publicKey);
    if (legacy === undefined) throw error;
    return legacy;
  }
}

/** Version 0.2.0 encoded the message its own way and hashed with SHA-256 for every curve. */
function verifyLegacy(
  payloadType: string,
  payload: Uint8Array,
  signature: Uint8Array,
  publicKey: KeyObject,
): Sha256 | undefined {
  const verifier = new KeyVerifier(publicKey, 'sha256');
  try {
    const keyId = verifier.verify(legacyEncoding(payloadType, payload), signature);
    return parseModelStatement(payload).format === 'v0.1' ? keyId : undefined;
  } catch {
    // The caller reports that the proper encoding does not verify.
    return undefined;
  }
}
