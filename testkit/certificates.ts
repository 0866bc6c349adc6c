// X.509 certificates for tests: sound ones, and ones with one defect each.
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { der, derObjectId, derSequence } from './der-writer.ts';

export interface CertificateOptions {
  readonly subject: string;
  /** Absent: it signs itself. */
  readonly issuer?: TestCertificate;
  /** P-256 by default. */
  readonly key?: KeyObject;
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** First byte of the key usage bits; null leaves the extension out. */
  readonly keyUsage?: number | null;
  /** Object identifiers in hex; null leaves the extension out. */
  readonly extendedKeyUsage?: readonly string[] | null;
  readonly authority?: boolean;
  readonly pathLength?: number;
  /** Object identifier in hex of an extension that nobody knows, critical. */
  readonly unknownCritical?: string;
  /** Instead of the usual extensions; an empty list: there is no such field. */
  readonly onlyExtensions?: readonly Buffer[];
  /** SHA-1 instead of SHA-256. */
  readonly weak?: boolean;
  /** Further extensions, as `derExtension` makes them. */
  readonly further?: readonly Buffer[];
  /** One more extension, over the certificate without it: a stamp of a certificate transparency log. */
  readonly stamp?: (withoutStamp: Buffer) => Buffer;
}

export interface TestCertificate {
  readonly der: Buffer;
  readonly pem: string;
  readonly key: KeyObject;
  readonly subject: string;
}

export const codeSigning = '2b06010505070303';
export const serverAuthentication = '2b06010505070301';
export const digitalSignatureBit = 0x80;
export const certificateSigningBit = 0x04;

let serial = 1;

/** An authority by `authority: true`, otherwise a certificate that may sign code. */
export function buildCertificate(options: CertificateOptions): TestCertificate {
  const key = options.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const { authority = false, weak = false, issuer } = options;
  // ecdsa-with-SHA256 and ecdsa-with-SHA1
  const algorithm = derSequence(derObjectId(weak ? '2a8648ce3d0401' : '2a8648ce3d040302'));
  const number = Buffer.from([0x40, serial++ & 0xff, 1]);
  const bodyWith = (stamps: readonly Buffer[]): Buffer =>
    derSequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, number),
      algorithm,
      name(issuer?.subject ?? options.subject),
      derSequence(
        time(options.validFrom ?? new Date('2020-01-01T00:00:00Z')),
        time(options.validTo ?? new Date('2045-01-01T00:00:00Z')),
      ),
      name(options.subject),
      createPublicKey(key).export({ type: 'spki', format: 'der' }),
      ...(options.onlyExtensions?.length === 0
        ? []
        : [der(0xa3, derSequence(...extensions(options, authority), ...(options.further ?? []), ...stamps))]),
    );
  const body = bodyWith(options.stamp === undefined ? [] : [options.stamp(bodyWith([]))]);
  const signature = sign(weak ? 'sha1' : 'sha256', body, issuer?.key ?? key);
  const whole = derSequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
  return { der: whole, pem: pemOf(whole), key, subject: options.subject };
}

function extensions(options: CertificateOptions, authority: boolean): readonly Buffer[] {
  if (options.onlyExtensions !== undefined) return options.onlyExtensions;
  const keyUsage =
    options.keyUsage === undefined ? (authority ? certificateSigningBit : digitalSignatureBit) : options.keyUsage;
  const purposes =
    options.extendedKeyUsage === undefined ? (authority ? null : [codeSigning]) : options.extendedKeyUsage;
  const depth = options.pathLength === undefined ? [] : [der(0x02, Buffer.from([options.pathLength]))];
  return [
    derExtension('551d13', derSequence(...(authority ? [flag] : []), ...depth)),
    ...(keyUsage === null ? [] : [derExtension('551d0f', der(0x03, Buffer.from([0, keyUsage])))]),
    ...(purposes === null ? [] : [derExtension('551d25', derSequence(...purposes.map(derObjectId)), false)]),
    ...(options.unknownCritical === undefined ? [] : [derExtension(options.unknownCritical, derSequence())]),
  ];
}

/** @param id - object identifier in hex */
export function derExtension(id: string, value: Uint8Array, critical = true): Buffer {
  return derSequence(derObjectId(id), ...(critical ? [flag] : []), der(0x04, value));
}

function name(text: string): Buffer {
  if (text === '') return derSequence();
  return derSequence(der(0x31, derSequence(derObjectId('550403'), der(0x0c, Buffer.from(text)))));
}

/** UTCTime until 2049, as RFC 5280 section 4.1.2.5 wants it. */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function pemOf(whole: Buffer): string {
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const flag = der(0x01, Buffer.from([0xff]));
