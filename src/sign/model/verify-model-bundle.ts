// Verification of a model signature up to the files: who signed which digests. OMS v1.0 section 8, steps 1 to 4.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { quote } from '#core/quote';
import type { Certificate } from '../certificate.ts';
import { keyHint } from '../key-id.ts';
import { keyKindOf } from '../key-kind.ts';
import { KeyVerifier } from '../key-verifier.ts';
import { preAuthenticationEncoding } from '../pre-authentication-encoding.ts';
import { SignError } from '../sign-error.ts';
import { type VerifiedTimestamp, verifyTimestamp } from '../timestamp/verify-timestamp.ts';
import { verifyChain } from '../verify-chain.ts';
import { legacyEncoding } from './legacy-encoding.ts';
import { type ModelBundle, parseModelBundle } from './parse-model-bundle.ts';
import { parseModelStatement } from './parse-model-statement.ts';
import type { ModelStatement } from './signed-model.ts';

/** What the verifier trusts: one key, or roots that certificates must lead to. */
export type ModelTrust = (
  | { readonly method: 'key'; readonly publicKey: KeyObject }
  /** `at`: when the certificates have to be valid, unless a timestamp proves another time. */
  | { readonly method: 'certificate'; readonly roots: readonly Certificate[]; readonly at: Date }
) & { readonly timestamp?: TimestampTrust };

/** A timestamp over the bundle or over its signature, and whom the verifier believes the time. */
export interface TimestampTrust {
  readonly response: Uint8Array;
  readonly roots: readonly Certificate[];
}

/** `timestamp`: proof that the signature existed at a time; absent when the verifier gave none. */
export type ModelSigner = (
  | { readonly method: 'key'; readonly keyId: Sha256 }
  | {
      readonly method: 'certificate';
      readonly keyId: Sha256;
      readonly subject: string;
      /** Subject of the trusted root. */
      readonly root: string;
      /** The moment that the certificates were valid at: the latest that the timestamp proves, or that of the verifier. */
      readonly at: Date;
    }
) & { readonly timestamp?: VerifiedTimestamp };

declare const verified: unique symbol;

/** A statement about a model whose signature was verified; only `verifyModelBundle` makes one. */
export interface VerifiedModel {
  readonly statement: ModelStatement;
  readonly signer: ModelSigner;
  readonly [verified]: true;
}

/**
 * With a timestamp the certificates of the signer have to be valid at its time instead of at `trust.at`.
 * @throws {SignError} SIGN_INVALID; SIGN_KEY_OTHER; SIGN_UNTRUSTED; SIGN_EXPIRED; SIGN_UNSUPPORTED; SIGN_MALFORMED;
 *   SIGN_NOTHING; SIGN_LIMIT; SIGN_KEY for a trusted key of a kind that model signatures do not have
 */
export function verifyModelBundle(bytes: Uint8Array, trust: ModelTrust): VerifiedModel {
  const bundle = parseModelBundle(bytes);
  const timestamp =
    trust.timestamp === undefined
      ? undefined
      : verifyTimestamp(trust.timestamp.response, [bytes, bundle.signature], trust.timestamp.roots);
  const { publicKey, describe } = authenticate(bundle, trust, timestamp);
  const keyId = verifySignature(bundle, publicKey);
  const statement = parseModelStatement(bundle.envelope.payload);
  const signer = { ...describe(keyId), ...(timestamp === undefined ? {} : { timestamp }) };
  const result: Omit<VerifiedModel, typeof verified> = { statement, signer };
  return result as VerifiedModel;
}

interface Authenticated {
  readonly publicKey: KeyObject;
  readonly describe: (keyId: Sha256) => ModelSigner;
}

function authenticate(
  { material }: ModelBundle,
  trust: ModelTrust,
  timestamp: VerifiedTimestamp | undefined,
): Authenticated {
  if (material.method === 'key' && trust.method === 'key') return authenticateKey(material.hint, trust.publicKey);
  if (material.method === 'certificate' && trust.method === 'certificate') {
    const [leaf, ...intermediates] = material.certificates;
    return authenticateCertificate(leaf, intermediates, trust.roots, timestamp?.latest ?? trust.at);
  }
  throw new SignError('SIGN_UNTRUSTED', `the model was signed with a ${material.method}, not with a ${trust.method}`);
}

function authenticateKey(hint: string | undefined, publicKey: KeyObject): Authenticated {
  if (hint !== undefined && hint !== keyHint(publicKey)) {
    throw new SignError('SIGN_KEY_OTHER', `the model was signed with the key ${quote(hint)}, not with the given one`);
  }
  return { publicKey, describe: (keyId) => ({ method: 'key', keyId }) };
}

function authenticateCertificate(
  leaf: Certificate,
  intermediates: readonly Certificate[],
  roots: readonly Certificate[],
  at: Date,
): Authenticated {
  const { root } = verifyChain(leaf, { intermediates, roots, at });
  const { subject } = leaf;
  return {
    publicKey: leaf.x509.publicKey,
    describe: (keyId) => ({ method: 'certificate', keyId, subject, root: root.subject, at }),
  };
}

/** @source OMS v1.0 section 4.2: EC keys only */
function verifySignature({ envelope, signature }: ModelBundle, publicKey: KeyObject): Sha256 {
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
