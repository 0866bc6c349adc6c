// Verification of a model signature up to the files: who signed which digests. OMS v1.0 section 8, steps 1 to 4.
import type { KeyObject } from 'node:crypto';
import type { Sha256 } from '#core/digest';
import { quote } from '#core/quote';
import type { Certificate } from '../certificate.ts';
import { keyHint, keyId } from '../key-id.ts';
import { SignError } from '../sign-error.ts';
import { type VerifiedTimestamp, verifyTimestamp } from '../timestamp/verify-timestamp.ts';
import { verifyChain } from '../verify-chain.ts';
import { type ModelBundle, parseModelBundle } from './parse-model-bundle.ts';
import { parseModelStatement } from './parse-model-statement.ts';
import type { ModelStatement } from './signed-model.ts';
import { verifyModelSignature } from './verify-model-signature.ts';

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

/** Who signed without a key of their own, as Sigstore shows it. */
export interface KeylessSigner {
  /** Subject alternative name of the certificate, and the URL of who vouched for it. */
  readonly identity: string;
  readonly issuer: string;
  /** SHA-256 of the trusted root. */
  readonly trustedRoot: Sha256;
  /** The earliest moment that the signature is shown to have existed at; the certificate was valid then. */
  readonly at: Date;
}

/** What the verifier trusts when nobody has a key. */
export interface KeylessModelTrust {
  readonly method: 'sigstore';
  /** Verifies the bundle as Sigstore has it, log and identity included; gives the payload that was verified, or throws. */
  readonly verify: (bundle: Uint8Array) => Promise<KeylessSigner & { readonly payload: Uint8Array }>;
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
  | ({ readonly method: 'sigstore'; readonly keyId: Sha256 } & KeylessSigner)
) & { readonly timestamp?: VerifiedTimestamp };

declare const verified: unique symbol;

/** A statement about a model whose signature was verified; only this module makes one. */
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
  const signedWith = verifyModelSignature(bundle, publicKey);
  const statement = parseModelStatement(bundle.envelope.payload);
  const signer = { ...describe(signedWith), ...(timestamp === undefined ? {} : { timestamp }) };
  return markVerified({ statement, signer });
}

/**
 * For a bundle of the Sigstore method.
 * @throws {SignError} SIGN_UNTRUSTED for another method; SIGN_UNSUPPORTED; SIGN_MALFORMED; SIGN_NOTHING; SIGN_LIMIT; and what
 *   `trust.verify` throws
 */
export async function verifyKeylessModelBundle(bytes: Uint8Array, trust: KeylessModelTrust): Promise<VerifiedModel> {
  const { material } = parseModelBundle(bytes);
  if (material.method !== 'sigstore') throw otherMethod(material.method, trust.method);
  const { payload, ...signedBy } = await trust.verify(bytes);
  const signer = { method: trust.method, keyId: keyId(material.certificate.x509.publicKey), ...signedBy };
  return markVerified({ statement: parseModelStatement(payload), signer });
}

function markVerified(model: Omit<VerifiedModel, typeof verified>): VerifiedModel {
  return model as VerifiedModel;
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
  throw otherMethod(material.method, trust.method);
}

function otherMethod(signed: ModelSigner['method'], trusted: ModelSigner['method']): SignError {
  return new SignError('SIGN_UNTRUSTED', `the model was signed with ${methods[signed]}, not with ${methods[trusted]}`);
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

const methods: Readonly<Record<ModelSigner['method'], string>> = {
  key: 'a key',
  certificate: 'a certificate',
  sigstore: 'an identity (Sigstore keyless)',
};
