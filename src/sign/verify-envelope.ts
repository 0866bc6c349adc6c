// Verification of DSSE envelopes: enough distinct trusted keys signed these very bytes.
import type { Sha256 } from '#core/digest';
import type { Envelope } from './envelope.ts';
import { preAuthenticationEncoding } from './pre-authentication-encoding.ts';
import { SignError } from './sign-error.ts';
import type { Verifier } from './signer.ts';

declare const verified: unique symbol;

/** Bytes that were signed; only `verifyEnvelope` makes one. The envelope is not parsed a second time after it. */
export interface VerifiedPayload {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** Trusted keys with a good signature, each once, in the order of `verifiers`. */
  readonly signedBy: readonly Sha256[];
  readonly [verified]: true;
}

/**
 * @param verifiers - the trusted keys
 * @param threshold - how many different ones have to have signed, >= 1
 * @throws {SignError} SIGN_INVALID when fewer did
 * @source DSSE 1.0.2 protocol, "threshold"; what counts are keys, not signatures or key ids
 */
export function verifyEnvelope(envelope: Envelope, verifiers: readonly Verifier[], threshold = 1): VerifiedPayload {
  if (!Number.isInteger(threshold) || threshold < 1) throw new RangeError('a threshold is a whole number from 1');
  const message = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const signedBy = new Set<Sha256>();
  for (const verifier of verifiers) {
    if (envelope.signatures.some(({ signature }) => isGood(verifier, message, signature))) signedBy.add(verifier.keyId);
  }
  if (signedBy.size < threshold) {
    const message = `${signedBy.size} of the trusted keys signed this, ${threshold} must have`;
    throw new SignError('SIGN_INVALID', message, { value: signedBy.size });
  }
  const { payload, payloadType } = envelope;
  const result: Omit<VerifiedPayload, typeof verified> = { payload, payloadType, signedBy: [...signedBy] };
  return result as VerifiedPayload;
}

function isGood(verifier: Verifier, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    verifier.verify(message, signature);
    return true;
  } catch (error) {
    if (error instanceof SignError && error.code === 'SIGN_INVALID') return false;
    throw error;
  }
}
