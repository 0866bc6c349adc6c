// Verification of Sigstore bundles without a network: signature, certificate, proof of the log and time, all against a trusted
// root that the verifier brought. Sigstore bundle specification, versions 0.1 to 0.3.
import type { Bundle } from '@sigstore/bundle';
import type { KeyFinderFunc, SignedEntity, Signer } from '@sigstore/verify';
import { type Sha256, sha256 } from '#core/digest';
import { quote } from '#core/quote';
import { parseCertificate } from '#sign/certificate';
import type { KeyVerifier } from '#sign/key-verifier';
import { AttestError } from './attest-error.ts';
import { parseStrict, plainJson } from './canonical-value.ts';
import { parseTrustedRoot } from './trusted-root.ts';

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
  /** One of these people has to have signed, or this key. */
  readonly signers: readonly KeylessIdentity[] | KeyVerifier;
  /** What was signed, for a bundle that is about an artifact and holds no statement. */
  readonly artifact?: Uint8Array;
}

export interface VerifiedBundle {
  readonly signer: KeylessIdentity | { readonly keyId: Sha256 };
  /** SHA-256 of the trusted root. */
  readonly trustedRoot: Sha256;
  /** The earliest moment that the signature is shown to have existed at; absent when nothing in the bundle shows one. */
  readonly signedAt?: Date;
  /** What the DSSE envelope holds; absent for a bundle over an artifact. */
  readonly statement?: { readonly payloadType: string; readonly payload: Uint8Array };
}

/**
 * ATTACKER: the bundle brings its own certificate, log entry and times; each counts only as far as the trusted root reaches.
 * @throws {AttestError} ATTEST_MALFORMED, ATTEST_LIMIT; ATTEST_UNTRUSTED when anything in it does not verify, or another signed
 */
export async function verifySigstoreBundle(bytes: Uint8Array, rule: SigstoreRule): Promise<VerifiedBundle> {
  const { bundleFromJSON } = await import('@sigstore/bundle');
  const json = plainJson(parseStrict(bytes, 'the bundle'));
  const bundle = attempt('ATTEST_MALFORMED', 'the bundle does not follow its format', () => bundleFromJSON(json));
  assertContent(bundle, rule);
  const { signer, entity } = await verifyBundle(bundle, rule);
  const signedAt = earliest(entity);
  const { content } = bundle;
  return {
    signer: isKey(rule.signers) ? { keyId: rule.signers.keyId } : knownSigner(rule.signers, signer),
    trustedRoot: sha256(rule.trustedRoot),
    ...(signedAt === undefined ? {} : { signedAt }),
    ...(content.$case === 'dsseEnvelope' ? { statement: content.dsseEnvelope } : {}),
  };
}

interface Accepted {
  readonly signer: Signer;
  readonly entity: SignedEntity;
}

async function verifyBundle(bundle: Bundle, { trustedRoot, signers, artifact }: SigstoreRule): Promise<Accepted> {
  const { toSignedEntity, toTrustMaterial, Verifier } = await import('@sigstore/verify');
  const root = await parseTrustedRoot(trustedRoot);
  // A key says who signed and needs no time; a certificate that lives ten minutes has to be shown to have been valid.
  const thresholds = isKey(signers) ? { ctlogThreshold: 0, timestampThreshold: 0 } : {};
  const material = attempt('ATTEST_MALFORMED', 'the trusted root does not follow its format', () =>
    toTrustMaterial(root, keyFinder(signers)),
  );
  return attempt('ATTEST_UNTRUSTED', 'the bundle does not verify', () => {
    assertSignsCode(bundle);
    const entity = toSignedEntity(bundle, artifact === undefined ? undefined : Buffer.from(artifact));
    return { signer: new Verifier(material, thresholds).verify(entity), entity };
  });
}

function assertContent({ content, verificationMaterial }: Bundle, { signers, artifact }: SigstoreRule): void {
  if (content.$case === 'messageSignature' && artifact === undefined) {
    throw new AttestError('ATTEST_MALFORMED', 'the bundle is about an artifact and holds no statement');
  }
  if ((verificationMaterial.content.$case === 'publicKey') !== isKey(signers)) {
    const given = isKey(signers) ? 'a certificate, and a key was given' : 'a key, and identities were given';
    throw new AttestError('ATTEST_UNTRUSTED', `the bundle is signed with ${given}`);
  }
}

/** The library looks at issuers and times; what the certificate is for is looked at here. */
function assertSignsCode({ verificationMaterial: { content } }: Bundle): void {
  if (content.$case === 'publicKey') return;
  const [first] = content.$case === 'certificate' ? [content.certificate] : content.x509CertificateChain.certificates;
  const { extendedKeyUsage, isAuthority } = parseCertificate(first?.rawBytes ?? new Uint8Array(0));
  if (!isAuthority && extendedKeyUsage?.includes(codeSigning)) return;
  throw new AttestError('ATTEST_UNTRUSTED', 'the certificate of the signer is not for signing code');
}

/** The hint in the bundle is not authenticated: whatever it says, there is one key. */
function keyFinder(signers: SigstoreRule['signers']): KeyFinderFunc {
  return () => {
    if (!isKey(signers)) throw new AttestError('ATTEST_UNTRUSTED', 'the bundle is signed with a key');
    return { publicKey: signers.publicKey, validFor: () => true };
  };
}

function knownSigner(known: readonly KeylessIdentity[], { identity }: Signer): KeylessIdentity {
  const name = identity?.subjectAlternativeName;
  const issuer = identity?.extensions?.issuer;
  const found = known.find((one) => one.identity === name && one.issuer === issuer);
  if (found !== undefined) return found;
  const signer = `${quote(name ?? '')}, vouched for by ${quote(issuer ?? '')}`;
  throw new AttestError('ATTEST_UNTRUSTED', `the bundle was signed by ${signer}, who is not among the trusted`);
}

/** Only what was verified is in it: stamps of trusted time stampers, and times that a trusted log promised. */
function earliest({ timestamps }: SignedEntity): Date | undefined {
  const times = timestamps.flatMap((one) => {
    if (one.$case === 'timestamp-authority') return [one.timestamp.signingTime.getTime()];
    const { inclusionPromise, integratedTime } = one.tlogEntry;
    return inclusionPromise === undefined ? [] : [Number(integratedTime) * 1000];
  });
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Whatever the library throws at hostile bytes, its own errors or others, the bundle is refused. */
function attempt<Result>(code: 'ATTEST_MALFORMED' | 'ATTEST_UNTRUSTED', what: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof AttestError) throw cause;
    const why = cause instanceof Error ? quote(cause.message) : 'for an unknown reason';
    throw new AttestError(code, `${what}: ${why}`, { cause });
  }
}

function isKey(signers: SigstoreRule['signers']): signers is KeyVerifier {
  return !Array.isArray(signers);
}

/** 1.3.6.1.5.5.7.3.3, extended key usage codeSigning. */
const codeSigning = '2b06010505070303';
