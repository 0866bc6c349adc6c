// Verification of Sigstore bundles without a network: signature, certificate, proof of the log and time, all against a trusted
// root that the verifier brought. Sigstore bundle specification, versions 0.1 to 0.3.
import type { KeyObject } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import type { SignedEntity, Signer } from '@sigstore/verify';
import { type Sha256, sha256 } from '#core/digest';
import { quote } from '#core/quote';
import { type Certificate, parseCertificate } from '#sign/certificate';
import type { KeyVerifier } from '#sign/key-verifier';
import { AttestError } from './attest-error.ts';
import { parseStrict, plainJson } from './canonical-value.ts';
import { signedAt } from './signed-at.ts';
import { parseTrustedRoot } from './trusted-root.ts';
import { type DigestVerifier, loadDigestVerifier } from './verify-digest-signature.ts';

/** Who has to have signed: letter by letter, never a pattern. */
export interface KeylessIdentity {
  /** Subject alternative name of the certificate: a mail address or the URL of a workflow. */
  readonly identity: string;
  /** Who vouched for it: the URL of the OpenID provider. */
  readonly issuer: string;
}

export interface SigstoreRule {
  /** JSON of a Sigstore trusted root. */
  readonly trustedRoot: Uint8Array;
  /** What was signed, for a bundle that is about an artifact and holds no statement. */
  readonly artifact?: Uint8Array | { readonly sha256: Sha256 };
}

export interface VerifiedBundle {
  /** SHA-256 of the trusted root. */
  readonly trustedRoot: Sha256;
  /** What the DSSE envelope holds; absent for a bundle over an artifact. */
  readonly statement?: { readonly payloadType: string; readonly payload: Uint8Array };
}

export interface KeylessBundle extends VerifiedBundle {
  readonly signer: KeylessIdentity;
  /** The earliest moment that the signature is shown to have existed at. */
  readonly signedAt: Date;
}

/**
 * ATTACKER: the bundle brings its own certificate, log entry and times; each counts only as far as the trusted root reaches.
 * @param rule - with those of whom one has to have signed
 * @throws {AttestError} ATTEST_MALFORMED, ATTEST_LIMIT; ATTEST_SUBJECT when it is about another digest; ATTEST_UNTRUSTED when anything in it does not verify, or another signed
 */
export async function verifyKeylessBundle(
  bytes: Uint8Array,
  rule: SigstoreRule & { readonly identities: readonly KeylessIdentity[] },
): Promise<KeylessBundle> {
  const { bundle, signer, entity } = await open(bytes, rule);
  const verified = { ...contentOf(bundle, rule), signer: knownSigner(rule.identities, signer) };
  return { ...verified, signedAt: signedAt(entity) };
}

/**
 * For a bundle that is signed with a key and stands in a log. The hint in it is not authenticated: there is one key.
 * @throws {AttestError} as `verifyKeylessBundle`
 */
export async function verifyKeyBundle(
  bytes: Uint8Array,
  rule: SigstoreRule & { readonly key: KeyVerifier },
): Promise<VerifiedBundle> {
  const { bundle } = await open(bytes, rule, rule.key);
  return contentOf(bundle, rule);
}

interface Opened {
  readonly bundle: Bundle;
  readonly signer: Signer;
  readonly entity: SignedEntity;
}

async function open(bytes: Uint8Array, { trustedRoot, artifact }: SigstoreRule, key?: KeyVerifier): Promise<Opened> {
  const { bundleFromJSON } = await import('@sigstore/bundle');
  const { toSignedEntity, Verifier } = await import('@sigstore/verify');
  const verifyDigest = await loadDigestVerifier();
  const json = plainJson(parseStrict(bytes, 'the bundle'));
  const bundle = attempt('ATTEST_MALFORMED', 'the bundle does not follow its format', () => bundleFromJSON(json));
  assertMethod(bundle, key, artifact);
  const finder = key && (() => ({ publicKey: key.publicKey, validFor: () => true }));
  const material = await parseTrustedRoot(trustedRoot, finder);
  // A key says who signed and needs no time; a certificate that lives ten minutes has to be shown to have been valid.
  const thresholds = key === undefined ? {} : { ctlogThreshold: 0, timestampThreshold: 0 };
  return attempt('ATTEST_UNTRUSTED', 'the bundle does not verify', () => {
    assertSignsCode(bundle);
    const signed = toSignedEntity(bundle, artifact instanceof Uint8Array ? Buffer.from(artifact) : undefined);
    const entity =
      artifact !== undefined && 'sha256' in artifact ? overDigest(signed, artifact.sha256, verifyDigest) : signed;
    return { bundle, signer: new Verifier(material, thresholds).verify(entity), entity };
  });
}

function assertMethod(
  { content, verificationMaterial }: Bundle,
  key: KeyVerifier | undefined,
  artifact: SigstoreRule['artifact'],
): void {
  if (content.$case === 'messageSignature' && artifact === undefined) {
    throw new AttestError('ATTEST_MALFORMED', 'the bundle is about an artifact and holds no statement');
  }
  if ((verificationMaterial.content.$case === 'publicKey') === (key !== undefined)) return;
  const given = key === undefined ? 'a key, and identities were given' : 'a certificate, and a key was given';
  throw new AttestError('ATTEST_UNTRUSTED', `the bundle is signed with ${given}`);
}

/** The library verifies over the bytes of an artifact; here only their digest is known. A statement is at hand in any case. */
function overDigest(entity: SignedEntity, digest: Sha256, verify: DigestVerifier): SignedEntity {
  const { signature: content } = entity;
  if (!content.compareDigest(Buffer.from(digest, 'hex'))) {
    throw new AttestError('ATTEST_SUBJECT', 'the bundle is about another artifact');
  }
  const signature = {
    signature: content.signature,
    compareSignature: (other: Buffer) => content.compareSignature(other),
    compareDigest: (other: Buffer) => content.compareDigest(other),
    compareSignedDigest: (other: Buffer) => content.compareSignedDigest(other),
    verifySignature: (key: KeyObject) => verify(key, content.signature, digest),
  };
  return { ...entity, signature };
}

/** The library looks at issuers and times; what the certificate is for is looked at here. */
function assertSignsCode({ verificationMaterial: { content } }: Bundle): void {
  if (content.$case === 'publicKey') return;
  const certificates =
    content.$case === 'certificate' ? [content.certificate] : content.x509CertificateChain.certificates;
  if (certificates.slice(0, 1).every(({ rawBytes }) => signsCode(parseCertificate(rawBytes)))) return;
  throw new AttestError('ATTEST_UNTRUSTED', 'the certificate of the signer is not for signing code');
}

function signsCode({ extendedKeyUsage = [], isAuthority }: Certificate): boolean {
  return extendedKeyUsage.includes(codeSigning) && !isAuthority;
}

function contentOf({ content }: Bundle, { trustedRoot }: SigstoreRule): VerifiedBundle {
  const digest = { trustedRoot: sha256(trustedRoot) };
  return content.$case === 'dsseEnvelope' ? { ...digest, statement: content.dsseEnvelope } : digest;
}

function knownSigner(known: readonly KeylessIdentity[], { identity }: Signer): KeylessIdentity {
  const { subjectAlternativeName, extensions } = { ...identity };
  const { issuer } = { ...extensions };
  const found = known.find((one) => one.identity === subjectAlternativeName && one.issuer === issuer);
  if (found !== undefined) return found;
  const signer = `${quote(`${subjectAlternativeName}`)}, vouched for by ${quote(`${issuer}`)}`;
  throw new AttestError('ATTEST_UNTRUSTED', `the bundle was signed by ${signer}, who is not among the trusted`);
}

/** Whatever the library throws at hostile bytes, its own errors or others, the bundle is refused. */
function attempt<Result>(code: 'ATTEST_MALFORMED' | 'ATTEST_UNTRUSTED', what: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof AttestError) throw cause;
    throw new AttestError(code, `${what}: ${quote(String(cause))}`, { cause });
  }
}

/** 1.3.6.1.5.5.7.3.3, extended key usage codeSigning. */
const codeSigning = '2b06010505070303';
