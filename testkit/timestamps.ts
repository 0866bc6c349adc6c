// A time authority for tests (RFC 3161): sound timestamps, and ones with one defect each.
import { createHash, hash, type KeyObject, sign } from 'node:crypto';
import { buildCertificate, type TestCertificate } from './certificates.ts';
import { der, derObjectId, derSequence } from './der-writer.ts';

export const timeStamping = '2b06010505070308';
const ids = {
  signedData: '2a864886f70d010702',
  info: '2a864886f70d0109100104',
  contentType: '2a864886f70d010903',
  messageDigest: '2a864886f70d010904',
  signingCertificate: '2a864886f70d010910020c',
  signingCertificateV2: '2a864886f70d010910022f',
  ecdsaSha256: '2a8648ce3d040302',
  sha256: '608648016503040201',
};

export interface TimeAuthority {
  readonly root: TestCertificate;
  readonly certificate: TestCertificate;
}

export interface TimestampParts {
  /** GeneralizedTime. */
  readonly time?: string;
  readonly hashId?: string;
  /** Fields of TSTInfo behind the time. */
  readonly after?: readonly Buffer[];
  readonly version?: number;
  /** Digest algorithm of the signer, hex. */
  readonly digestId?: string;
  readonly signatureId?: string;
  readonly signer?: (attributes: Buffer, key: KeyObject) => Buffer;
  /** Changes the signed attributes, each a SEQUENCE. */
  readonly attributes?: (attributes: Readonly<Record<string, Buffer>>) => readonly Buffer[];
  readonly contentType?: string;
  readonly info?: (info: Buffer) => Buffer;
  readonly certificates?: readonly Uint8Array[];
  /** SHA-1 in the attribute of RFC 2634, or a named hash in the one of RFC 5816. */
  readonly naming?: 'sha1' | 'sha512';
  /** SignerInfo names its certificate by key identifier. */
  readonly byKeyId?: boolean;
}

export function buildAuthority(validTo?: Date, validFrom?: Date): TimeAuthority {
  const validity = { ...(validTo === undefined ? {} : { validTo }), ...(validFrom === undefined ? {} : { validFrom }) };
  const root = buildCertificate({ subject: 'Time root', authority: true });
  const options = { subject: 'Time authority', issuer: root, extendedKeyUsage: [timeStamping], ...validity };
  return { root, certificate: buildCertificate(options) };
}

/** The token over `bytes`, in DER. */
export function buildTimestamp(authority: TimeAuthority, bytes: Uint8Array, parts: TimestampParts = {}): Buffer {
  const { certificate } = authority;
  const info = (parts.info ?? ((same) => same))(encodeInfo(bytes, parts));
  const attributes = Object.values(signedAttributes(certificate, info, parts));
  const changed = parts.attributes?.(signedAttributes(certificate, info, parts)) ?? attributes;
  const set = Buffer.concat(changed);
  const signature = (parts.signer ?? ((signed, key) => sign('sha256', signed, key)))(der(0x31, set), certificate.key);
  const algorithm = derSequence(derObjectId(parts.digestId ?? ids.sha256));
  const issuer = derSequence(derSequence(), der(0x02, Buffer.from([1])));
  const signer = derSequence(
    der(0x02, Buffer.from([parts.byKeyId === true ? 3 : 1])),
    parts.byKeyId === true ? der(0x80, Buffer.alloc(20)) : issuer,
    algorithm,
    der(0xa0, set),
    derSequence(derObjectId(parts.signatureId ?? ids.ecdsaSha256)),
    der(0x04, signature),
  );
  const certificates = parts.certificates ?? [certificate.der];
  const data = derSequence(
    der(0x02, Buffer.from([3])),
    der(0x31, algorithm),
    derSequence(derObjectId(parts.contentType ?? ids.info), der(0xa0, der(0x04, info))),
    ...(certificates.length === 0 ? [] : [der(0xa0, ...certificates)]),
    der(0x31, signer),
  );
  return derSequence(derObjectId(ids.signedData), der(0xa0, data));
}

/** A response that grants `token`. */
export function grant(token: Uint8Array, status = 0): Buffer {
  return derSequence(derSequence(der(0x02, Buffer.from([status]))), token);
}

export function refuse(text?: string): Buffer {
  const reason = text === undefined ? [] : [derSequence(der(0x0c, Buffer.from(text)))];
  return derSequence(derSequence(der(0x02, Buffer.from([2])), ...reason));
}

/** Answers a request as an authority does, nonce included. */
export function answerRequest(
  authority: TimeAuthority,
  request: Buffer,
  time: string,
  parts: TimestampParts = {},
): Buffer {
  // SHA-256 and the nonce stand where `encodeTimestampRequest` puts them.
  const at = request.indexOf(Buffer.from('0420', 'hex'));
  const nonce = request.subarray(at + 34, request.length - 3);
  const digest = request.subarray(at + 2, at + 34);
  const info = (old: Buffer): Buffer =>
    Buffer.from(old.toString('hex').replace(hash('sha256', ''), digest.toString('hex')), 'hex');
  return grant(buildTimestamp(authority, Buffer.alloc(0), { time, after: [nonce], info, ...parts }));
}

function encodeInfo(
  bytes: Uint8Array,
  { time = '20260601000000Z', hashId = ids.sha256, after = [], version = 1 }: TimestampParts,
): Buffer {
  const hashName = { '02': 'sha384', '03': 'sha512', '1a': 'sha1' }[hashId.slice(-2)] ?? 'sha256';
  return derSequence(
    der(0x02, Buffer.from([version])),
    derObjectId('2a0304'),
    derSequence(derSequence(derObjectId(hashId)), der(0x04, hash(hashName, bytes, 'buffer'))),
    der(0x02, Buffer.from([0x07])),
    der(0x18, Buffer.from(time)),
    ...after,
  );
}

function signedAttributes(
  certificate: TestCertificate,
  info: Buffer,
  parts: TimestampParts,
): Readonly<Record<string, Buffer>> {
  const attribute = (id: string, value: Buffer): Buffer => derSequence(derObjectId(id), der(0x31, value));
  const named = createHash(parts.naming ?? 'sha256')
    .update(certificate.der)
    .digest();
  const sha512 = derSequence(derObjectId('608648016503040203'));
  const naming = derSequence(
    derSequence(derSequence(...(parts.naming === 'sha512' ? [sha512] : []), der(0x04, named))),
  );
  const digestName = parts.digestId === '608648016503040203' ? 'sha512' : 'sha256';
  return {
    contentType: attribute(ids.contentType, derObjectId(ids.info)),
    messageDigest: attribute(ids.messageDigest, der(0x04, hash(digestName, info, 'buffer'))),
    naming: attribute(parts.naming === 'sha1' ? ids.signingCertificate : ids.signingCertificateV2, naming),
  };
}
