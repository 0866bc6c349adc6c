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
  /** The last of them. */
  readonly root: Certificate;
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
  const refusal = refuseUnusable(leaf, options.at) ?? refusePurpose(leaf, options.purpose ?? 'code');
  if (refusal !== undefined) throw refusal;
  const found = new ChainSearch(options).from(leaf);
  const result: Omit<TrustedCertificate, typeof trusted> = { certificate: leaf, ...found, at: options.at };
  return result as TrustedCertificate;
}

type Found = Pick<TrustedCertificate, 'chain' | 'root'>;

class ChainSearch {
  readonly #options: ChainOptions;
  #checks = 0;
  /** Why the last candidate was refused: with one chain, which is the rule, that is the reason. */
  #refusal = new SignError('SIGN_UNTRUSTED', 'the certificate does not lead to a trusted root');

  constructor(options: ChainOptions) {
    this.#options = options;
  }

  from(leaf: Certificate): Found {
    const found = this.#extend([leaf], leaf);
    if (found === undefined) throw this.#refusal;
    return found;
  }

  /** @param last - of the chain */
  #extend(chain: readonly Certificate[], last: Certificate): Found | undefined {
    // A root that signed itself and was named as trusted may be the signer.
    if (this.#options.roots.some((root) => isSame(root, last))) return { chain, root: last };
    const root = this.#options.roots.find((candidate) => this.#issued(candidate, last, chain));
    if (root !== undefined) return { chain: [...chain, root], root };
    if (chain.length >= limits.certificateDepth.value) return undefined;
    for (const issuer of this.#options.intermediates) {
      if (chain.some((certificate) => isSame(certificate, issuer)) || !this.#issued(issuer, last, chain)) continue;
      const whole = this.#extend([...chain, issuer], issuer);
      if (whole !== undefined) return whole;
    }
    return undefined;
  }

  #issued(issuer: Certificate, subject: Certificate, chain: readonly Certificate[]): boolean {
    // Names that are written alike, or that OpenSSL compares as RFC 5280 section 7.1 has it.
    const { x509 } = subject;
    if (x509.issuer !== issuer.x509.subject && !x509.checkIssued(issuer.x509)) return false;
    // ATTACKER: the intermediates come with the signature; a hundred of one name make a hundred chains.
    this.#checks += 1;
    if (this.#checks > limits.signatureChecks.value) {
      throw new SignError('SIGN_LIMIT', 'too many certificates to look for a chain in', { limit: 'signatureChecks' });
    }
    const refusal = refuseUnusable(issuer, this.#options.at) ?? refuseIssuing(issuer, chain) ?? refuseWeak(subject);
    if (refusal === undefined) return x509.checkIssued(issuer.x509) && x509.verify(issuer.x509.publicKey);
    this.#refusal = refusal;
    return false;
  }
}

function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.raw, b.raw) === 0;
}

function refuseUnusable(certificate: Certificate, at: Date): SignError | undefined {
  const { validFrom, validTo, subject } = certificate;
  if (at < validFrom) {
    return new SignError(
      'SIGN_EXPIRED',
      `the certificate of ${subject} is not valid before ${validFrom.toISOString()}`,
    );
  }
  if (at > validTo) {
    return new SignError(
      'SIGN_EXPIRED',
      `the certificate of ${subject} has not been valid since ${validTo.toISOString()}`,
    );
  }
  if (certificate.unknownCritical.length > 0) {
    return untrusted(certificate, 'has a critical extension that is not understood here');
  }
  return undefined;
}

function refusePurpose(certificate: Certificate, purpose: keyof typeof purposes): SignError | undefined {
  const { keyUsage, extendedKeyUsage = [] } = certificate;
  if (keyUsage !== undefined && !keyUsage.has(digitalSignature)) return untrusted(certificate, 'may not sign');
  if (!extendedKeyUsage.includes(purposes[purpose].id)) return untrusted(certificate, purposes[purpose].missing);
  // RFC 3161 section 2.3: the key of an authority is for nothing else.
  if (purpose === 'timestamps' && extendedKeyUsage.length !== 1) {
    return untrusted(certificate, 'is for other purposes beside timestamps');
  }
  return undefined;
}

/** @param chain - from the signer to the certificate that this one issued */
function refuseIssuing(issuer: Certificate, chain: readonly Certificate[]): SignError | undefined {
  if (!issuer.isAuthority) return untrusted(issuer, 'is not an authority');
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.has(keyCertSign)) {
    return untrusted(issuer, 'may not sign certificates');
  }
  // RFC 5280 section 4.2.1.9: the authorities in between, without those that issued themselves.
  const between = chain.slice(1).filter(({ x509 }) => x509.subject !== x509.issuer).length;
  if (issuer.pathLength !== undefined && between > issuer.pathLength) {
    return untrusted(issuer, `allows ${issuer.pathLength} authorities below it, there are ${between}`);
  }
  return undefined;
}

function refuseWeak(certificate: Certificate): SignError | undefined {
  if (!weakAlgorithms.has(certificate.signatureAlgorithm)) return undefined;
  return untrusted(certificate, 'is signed with MD5 or SHA-1');
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
