// Proof that bytes existed at a time, by an authority that the verifier chose. RFC 3161 section 2.3 and appendix A,
// RFC 5652 section 5.4, RFC 5816.
import { hash, type KeyObject, verify } from 'node:crypto';
import type { Certificate } from '../certificate.ts';
import { DerFields } from '../der-fields.ts';
import { SignError } from '../sign-error.ts';
import { verifyChain } from '../verify-chain.ts';
import { parseSignedData, type SignedData } from './parse-signed-data.ts';
import { parseTimestampInfo, type TimestampInfo } from './parse-timestamp-info.ts';
import { tokenOf } from './parse-timestamp-response.ts';

declare const verified: unique symbol;

/** A time that is proven; only `verifyTimestamp` makes one. */
export interface VerifiedTimestamp {
  /** The bytes existed at this time, give or take the accuracy. */
  readonly time: Date;
  readonly accuracyMs: number;
  /** `time` and `accuracyMs` together: the bytes existed then at the latest. */
  readonly latest: Date;
  /** Subject of the authority's certificate, and of the trusted root it leads to. */
  readonly authority: string;
  readonly root: string;
  /** Hex. */
  readonly serial: string;
  readonly nonce: string | undefined;
  readonly [verified]: true;
}

/**
 * The certificates of the authority have to be valid at the time it names. They may have expired since: that is what a
 * timestamp is for. Whoever gets hold of the authority's key can name any earlier time, so its root is a trust of its own.
 * @param response - a timestamp response or the token in it, DER
 * @param candidates - the token has to be over one of them
 * @param roots - certificates of authorities that the verifier trusts for time
 * @throws {SignError} SIGN_INVALID when it is over other bytes or the signature is none; SIGN_UNTRUSTED and SIGN_EXPIRED
 *   for the authority's certificates; SIGN_UNSUPPORTED for weak or unknown algorithms; SIGN_MALFORMED; SIGN_LIMIT
 */
export function verifyTimestamp(
  response: Uint8Array,
  candidates: readonly Uint8Array[],
  roots: readonly Certificate[],
): VerifiedTimestamp {
  const data = parseSignedData(tokenOf(response));
  if (data.contentType !== timestampInfoId)
    throw new SignError('SIGN_MALFORMED', 'the file is signed and no timestamp');
  const info = parseTimestampInfo(data.content);
  const certificate = signerOf(data, roots);
  verifySignature(data, certificate.x509.publicKey);
  assertOver(info, candidates);
  const options = { intermediates: data.certificates, roots, at: info.time, purpose: 'timestamps' } as const;
  const { root } = verifyChain(certificate, options);
  const result: Omit<VerifiedTimestamp, typeof verified> = {
    time: info.time,
    accuracyMs: info.accuracyMs,
    latest: new Date(info.time.getTime() + Math.ceil(info.accuracyMs)),
    authority: certificate.subject,
    root: root.subject,
    serial: info.serial,
    nonce: info.nonce,
  };
  return result as VerifiedTimestamp;
}

/**
 * The signed attribute names the certificate by its digest. It is in the token when the request asked for it; otherwise the
 * verifier has to have it.
 */
function signerOf({ signer, certificates }: SignedData, roots: readonly Certificate[]): Certificate {
  const { digest, hashName } = namedCertificate(signer.attributes);
  const found = [...certificates, ...roots].find(({ raw }) => digest.equals(hash(hashName, raw, 'buffer')));
  if (found !== undefined) return found;
  const message = 'the certificate of the time authority is neither in the timestamp nor among the trusted ones';
  throw new SignError('SIGN_UNTRUSTED', message);
}

/** @source RFC 5816 section 2.2: SHA-256 unless it says otherwise; RFC 2634 section 5.4: the older attribute has SHA-1 */
function namedCertificate(attributes: SignedData['signer']['attributes']): { digest: Buffer; hashName: string } {
  const second = attributes.get(signingCertificateV2Id);
  const value = second ?? attributes.get(signingCertificateId);
  if (value === undefined)
    throw new SignError('SIGN_MALFORMED', 'the timestamp does not say which certificate signed it');
  // The first in the list names the signer's own; others only narrow the chain.
  const list = new DerFields(onlyValue(value, 0x30), what);
  const own = list.sequence().sequence();
  const algorithm = second === undefined ? undefined : own.optional(0x30);
  const named = algorithm === undefined ? undefined : new DerFields(algorithm, what).objectId();
  const hashName = second === undefined ? 'sha1' : named === undefined ? 'sha256' : hashOf(named);
  return { digest: Buffer.from(own.take(0x04)), hashName };
}

/** RFC 5652 section 11: each of these attributes has one value. */
function onlyValue(values: Uint8Array = new Uint8Array(0), tag: number): Buffer {
  const fields = new DerFields(values, what);
  const value = fields.take(tag);
  fields.end();
  return Buffer.from(value);
}

/** RFC 5652 section 5.4: the signature is over the attributes, and they hold the digest of the content and its type. */
function verifySignature({ signer, content, contentType }: SignedData, publicKey: KeyObject): void {
  const { attributes, digestAlgorithm, signatureAlgorithm, signedBytes, signature } = signer;
  const hashName = hashOf(digestAlgorithm);
  const digest = onlyValue(attributes.get(messageDigestId), 0x04);
  const type = onlyValue(attributes.get(contentTypeId), 0x06).toString('hex');
  if (type !== contentType || !hash(hashName, content, 'buffer').equals(digest)) {
    throw new SignError('SIGN_INVALID', 'the signed attributes of the timestamp belong to another content');
  }
  const algorithm = algorithms.get(signatureAlgorithm);
  const modulusLength = publicKey.asymmetricKeyDetails?.modulusLength ?? strongModulus;
  const usable = algorithm?.key === publicKey.asymmetricKeyType && modulusLength >= strongModulus;
  if (algorithm === undefined || !usable) {
    throw new SignError('SIGN_UNSUPPORTED', 'the timestamp is signed with an algorithm that is not supported here');
  }
  const signatureHash = algorithm.hash === undefined ? hashName : algorithm.hash;
  if (!verify(signatureHash, signedBytes, publicKey, signature)) {
    throw new SignError('SIGN_INVALID', 'the time authority did not sign this timestamp');
  }
}

function assertOver({ hashAlgorithm, digest }: TimestampInfo, candidates: readonly Uint8Array[]): void {
  const hashName = hashOf(hashAlgorithm);
  if (candidates.some((bytes) => hash(hashName, bytes, 'buffer').equals(digest))) return;
  throw new SignError('SIGN_INVALID', 'the timestamp is over something else than this signature');
}

function hashOf(id: string): string {
  const name = hashes.get(id);
  if (name !== undefined) return name;
  throw new SignError('SIGN_UNSUPPORTED', 'the timestamp is made with a hash other than SHA-256, SHA-384 and SHA-512');
}

/** 2.16.840.1.101.3.4.2.1 to 3 */
const hashes: ReadonlyMap<string, string> = new Map([
  ['608648016503040201', 'sha256'],
  ['608648016503040202', 'sha384'],
  ['608648016503040203', 'sha512'],
]);

/** Hash absent: the one that the signer names. Null: the algorithm hashes on its own. */
const algorithms: ReadonlyMap<string, { readonly key: string; readonly hash?: string | null }> = new Map([
  // rsaEncryption, sha256WithRSAEncryption to sha512WithRSAEncryption; RFC 3370, RFC 5754
  ['2a864886f70d010101', { key: 'rsa' }],
  ['2a864886f70d01010b', { key: 'rsa', hash: 'sha256' }],
  ['2a864886f70d01010c', { key: 'rsa', hash: 'sha384' }],
  ['2a864886f70d01010d', { key: 'rsa', hash: 'sha512' }],
  // ecdsa-with-SHA256 to SHA512; RFC 5754
  ['2a8648ce3d040302', { key: 'ec', hash: 'sha256' }],
  ['2a8648ce3d040303', { key: 'ec', hash: 'sha384' }],
  ['2a8648ce3d040304', { key: 'ec', hash: 'sha512' }],
  // Ed25519; RFC 8419
  ['2b6570', { key: 'ed25519', hash: null }],
]);

const what = 'the timestamp';

/** Bits of an RSA key. */
const strongModulus = 2048;

/** 1.2.840.113549.1.9.16.1.4 */
const timestampInfoId = '2a864886f70d0109100104';
/** 1.2.840.113549.1.9.3 and .4 */
const contentTypeId = '2a864886f70d010903';
const messageDigestId = '2a864886f70d010904';
/** 1.2.840.113549.1.9.16.2.12 and .47 */
const signingCertificateId = '2a864886f70d010910020c';
const signingCertificateV2Id = '2a864886f70d010910022f';
