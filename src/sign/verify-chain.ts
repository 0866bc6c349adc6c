// From a signer's certificate to a root that the verifier chose. RFC 5280 section 6, for one purpose.
import * as limits from '#core/limits';
import type { Certificate } from './certificate.ts';
import { SignError } from './sign-error.ts';

declare const trusted: unique symbol;

/** A certificate that leads to a trusted root; only `verifyChain` makes one. */
export interface TrustedCertificate {
  readonly certificate: Certificate;
  /** From the signer's certificate to the trusted root, both included. */
  readonly chain: readonly Certificate[];
  /** The moment that every certificate of the chain was valid at. */
  readonly at: Date;
  readonly [trusted]: true;
}

export interface ChainOptions {
  /** Certificates that may stand in between. They come with the signature, so nothing about them is trusted. */
  readonly intermediates: readonly Certificate[];
  /** Where a chain may end; never taken from the signature. */
  readonly roots: readonly Certificate[];
  readonly at: Date;
  /** What the signer's certificate has to be for. */
  readonly purpose?: 'code' | 'timestamps';
}

/**
 * @throws {SignError} SIGN_EXPIRED when a certificate of the only possible chain is not valid at that time; SIGN_UNTRUSTED
 *   when the certificate is not for the purpose or no chain ends at a root; SIGN_LIMIT when looking for one costs too much
 * @limits `limits.certificateDepth` certificates, `limits.signatureChecks` signature checks
 */
export function verifyChain(leaf: Certificate, options: ChainOptions): TrustedCertificate {
  assertUsable(leaf, options.at);
  assertPurpose(leaf, options.purpose ?? 'code');
  const chain = new ChainSearch(options).from(leaf);
  const result: Omit<TrustedCertificate, typeof trusted> = { certificate: leaf, chain, at: options.at };
  return result as TrustedCertificate;
}

class ChainSearch {
  readonly #options: ChainOptions;
  #checks = 0;
  /** Why the last candidate was refused: with one chain, which is the rule, that is the reason. */
  #refusal = new SignError('SIGN_UNTRUSTED', 'the certificate does not lead to a trusted root');

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  from(leaf: Certificate): readonly Certificate[] {
    const chain = this.#extend([leaf]);
    if (chain === undefined) throw this.#refusal;
    return chain;
  }

  #extend(chain: readonly Certificate[]): readonly Certificate[] | undefined {
    const last = chain.at(-1);
    if (last === undefined) return undefined;
    // A root that signed itself and was named as trusted may be the signer.
    if (this.#options.roots.some((root) => isSame(root, last))) return chain;
    const root = this.#options.roots.find((candidate) => this.#issued(candidate, last, chain));
    if (root !== undefined) return [...chain, root];
    if (chain.length >= limits.certificateDepth.value) return undefined;
    for (const issuer of this.#options.intermediates) {
      if (chain.some((certificate) => isSame(certificate, issuer)) || !this.#issued(issuer, last, chain)) continue;
      const whole = this.#extend([...chain, issuer]);
      if (whole !== undefined) return whole;
    }
    return undefined;
  }

  #issued(issuer: Certificate, subject: Certificate, chain: readonly Certificate[]): boolean {
    if (!subject.x509.checkIssued(issuer.x509)) return false;
    // ATTACKER: the intermediates come with the signature; a hundred of one name make a hundred chains.
    this.#checks += 1;
    if (this.#checks > limits.signatureChecks.value) {
      throw new SignError('SIGN_LIMIT', 'too many certificates to look for a chain in', { limit: 'signatureChecks' });
    }
    try {
      assertUsable(issuer, this.#options.at);
      assertIssues(issuer, chain);
      assertStrong(subject);
    } catch (error) {
      if (!(error instanceof SignError)) throw error;
      this.#refusal = error;
      return false;
    }
    return subject.x509.verify(issuer.x509.publicKey);
  }
}

function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.raw, b.raw) === 0;
}

function assertUsable(certificate: Certificate, at: Date): void {
  const { validFrom, validTo, subject } = certificate;
  if (at < validFrom) {
    throw new SignError('SIGN_EXPIRED', `the certificate of ${subject} is not valid before ${validFrom.toISOString()}`);
  }
  if (at > validTo) {
    throw new SignError(
      'SIGN_EXPIRED',
      `the certificate of ${subject} has not been valid since ${validTo.toISOString()}`,
    );
  }
  if (certificate.unknownCritical.length > 0) {
    throw untrusted(certificate, 'has a critical extension that is not understood here');
  }
}

function assertPurpose(certificate: Certificate, purpose: keyof typeof purposes): void {
  const { keyUsage, extendedKeyUsage = [] } = certificate;
  if (keyUsage !== undefined && !keyUsage.has(digitalSignature)) throw untrusted(certificate, 'may not sign');
  if (!extendedKeyUsage.includes(purposes[purpose].id)) throw untrusted(certificate, purposes[purpose].missing);
  // RFC 3161 section 2.3: the key of an authority is for nothing else.
  if (purpose === 'timestamps' && extendedKeyUsage.length !== 1) {
    throw untrusted(certificate, 'is for other purposes beside timestamps');
  }
}

/** @param chain - from the signer to the certificate that this one issued */
function assertIssues(issuer: Certificate, chain: readonly Certificate[]): void {
  if (!issuer.isAuthority) throw untrusted(issuer, 'is not an authority');
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.has(keyCertSign)) {
    throw untrusted(issuer, 'may not sign certificates');
  }
  // RFC 5280 section 4.2.1.9: the authorities in between, without those that issued themselves.
  const between = chain.slice(1).filter(({ x509 }) => x509.subject !== x509.issuer).length;
  if (issuer.pathLength !== undefined && between > issuer.pathLength) {
    throw untrusted(issuer, `allows ${issuer.pathLength} authorities below it, there are ${between}`);
  }
}

function assertStrong(certificate: Certificate): void {
  if (weakAlgorithms.has(certificate.signatureAlgorithm)) throw untrusted(certificate, 'is signed with MD5 or SHA-1');
}

function untrusted({ subject }: Certificate, why: string): SignError {
  return new SignError('SIGN_UNTRUSTED', `the certificate of ${subject} ${why}`);
}

/** Bits of RFC 5280 section 4.2.1.3. */
const digitalSignature = 0;
const keyCertSign = 5;
/** 1.3.6.1.5.5.7.3.3 and .8 */
const purposes = {
  code: { id: '2b06010505070303', missing: 'is not for signing code (extended key usage codeSigning)' },
  timestamps: { id: '2b06010505070308', missing: 'is not for timestamps (extended key usage timeStamping)' },
} as const;
/** RSA with MD5 and SHA-1, ECDSA and DSA with SHA-1. */
const weakAlgorithms: ReadonlySet<string> = new Set([
  '2a864886f70d010104',
  '2a864886f70d010105',
  '2a8648ce3d0401',
  '2a8648ce380403',
]);
