// From the bytes of somebody else's attestation to the payload that somebody who is trusted signed.
import type { JsonNode } from '#core/json/parse-json-tree';
import type { ForeignAttestation } from '#predicates/foreign-attestation';
import type { Envelope } from '#sign/envelope';
import type { KeyVerifier } from '#sign/key-verifier';
import { SignError } from '#sign/sign-error';
import { verifyEnvelope } from '#sign/verify-envelope';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';
import { parseForeignEnvelope } from './foreign-envelope.ts';
import type { ForeignTrust } from './foreign-trust.ts';
import { verifyKeylessBundle } from './sigstore-bundle.ts';

export interface OpenedForeign {
  readonly payload: Uint8Array;
  readonly signer: ForeignAttestation['signer'];
  readonly signedAt?: string;
}

/** @throws {AttestError} ATTEST_UNTRUSTED, ATTEST_MALFORMED, ATTEST_LIMIT */
export function openEnvelope(node: JsonNode, { keys, threshold = 1 }: ForeignTrust): OpenedForeign {
  return openWithKeys(parseForeignEnvelope(node), keys, threshold);
}

/** @throws {AttestError} ATTEST_UNTRUSTED, ATTEST_MALFORMED, ATTEST_LIMIT */
export async function openBundle(
  bytes: Uint8Array,
  bundle: ReadonlyMap<string, JsonNode>,
  trust: ForeignTrust,
): Promise<OpenedForeign> {
  const envelope = parseForeignEnvelope(bundle.get('dsseEnvelope'));
  if (envelope.signatures.length !== 1) {
    throw new AttestError(
      'ATTEST_MALFORMED',
      `the bundle has ${envelope.signatures.length} signatures; it may have one`,
    );
  }
  const material = bundle.get('verificationMaterial');
  const byKey = material instanceof Map && material.has('publicKey');
  if (!byKey) return openKeyless(bytes, envelope, trust);
  // The key alone says who signed. Entries of logs in such a bundle are not looked at, so they show no time.
  return openWithKeys(envelope, trust.keys, trust.threshold ?? 1);
}

function openWithKeys(envelope: Envelope, keys: readonly KeyVerifier[], threshold: number): OpenedForeign {
  try {
    const { payload, signedBy } = verifyEnvelope(envelope, keys, threshold);
    return { payload, signer: { method: 'key', keyIds: [...signedBy].sort() } };
  } catch (error) {
    const cause = expectedError(error, SignError);
    throw new AttestError('ATTEST_UNTRUSTED', `the attestation does not count: ${cause.message}`, { cause });
  }
}

async function openKeyless(bytes: Uint8Array, envelope: Envelope, { keyless }: ForeignTrust): Promise<OpenedForeign> {
  if (keyless === undefined) {
    throw new AttestError('ATTEST_UNTRUSTED', 'the bundle is signed with a certificate, and no trusted root was given');
  }
  const { signer, trustedRoot, signedAt } = await verifyKeylessBundle(bytes, keyless);
  const method = 'keyless';
  return { payload: envelope.payload, signer: { method, ...signer, trustedRoot }, signedAt: signedAt.toISOString() };
}
