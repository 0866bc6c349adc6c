// X.509 certificates with the fields that decide what one may sign; node:crypto gives only some of them.
import { X509Certificate } from 'node:crypto';
import * as limits from '#core/limits';
import { type DerValue, parseDer, parseDerList } from './der.ts';
import { DerFields } from './der-fields.ts';
import { readKeyFile } from './read-key-file.ts';
import { SignError } from './sign-error.ts';

export interface Certificate {
  readonly x509: X509Certificate;
  readonly raw: Uint8Array;
  readonly subject: string;
  readonly validFrom: Date;
  readonly validTo: Date;
  /** Key usage bits as RFC 5280 section 4.2.1.3 numbers them; absent when the certificate does not limit them. */
  readonly keyUsage?: ReadonlySet<number>;
  /** Object identifiers in hex; absent when the certificate does not limit its purpose. */
  readonly extendedKeyUsage?: readonly string[];
  readonly isAuthority: boolean;
  /** Most authorities that may stand between this one and the end; absent: no bound. */
  readonly pathLength?: number;
  /** Critical extensions that are not understood here, in hex. RFC 5280 section 4.2: then it must be refused. */
  readonly unknownCritical: readonly string[];
  /** Object identifier of the algorithm it is signed with, in hex. */
  readonly signatureAlgorithm: string;
}

/** @throws {SignError} SIGN_MALFORMED; SIGN_LIMIT beyond `limits.certificateBytes` */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > limits.certificateBytes.value) {
    throw new SignError('SIGN_LIMIT', 'a certificate is too large', { limit: 'certificateBytes', value: der.length });
  }
  const x509 = open(der);
  // Something may stand behind it.
  if (!x509.raw.equals(der)) throw malformed();
  const whole = new DerFields(x509.raw, what).sequence();
  const body = whole.take(0x30);
  const signatureAlgorithm = whole.sequence().objectId();
  return {
    x509,
    raw: x509.raw,
    subject: subjectOf(x509),
    validFrom: x509.validFromDate,
    validTo: x509.validToDate,
    signatureAlgorithm,
    ...readExtensions(body),
  };
}

/** Every certificate of a PEM file, at least one. @throws {SignError} SIGN_KEY when there is none */
export function readCertificates(path: string): readonly Certificate[] {
  return certificatesIn(readKeyFile(path), path);
}

/** Every certificate of a text in PEM, at least one. @param name - of the text, for people @throws {SignError} SIGN_KEY */
export function certificatesIn(pem: string, name: string): readonly Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new SignError('SIGN_KEY', `${name} holds no certificate in PEM`, { path: name });
  return blocks.map((block) => parseCertificate(open(block).raw));
}

/** A certificate of Fulcio has an empty subject, for which Node gives undefined against its own types. */
function subjectOf(x509: X509Certificate): string {
  const subject: string | undefined = x509.subject;
  return (subject ?? '').split('\n').join(', ');
}

function open(source: Uint8Array | string): X509Certificate {
  try {
    return new X509Certificate(source);
  } catch (error) {
    throw new SignError('SIGN_MALFORMED', 'a certificate cannot be read', { cause: error });
  }
}

type Extensions = Pick<Certificate, 'keyUsage' | 'extendedKeyUsage' | 'isAuthority' | 'pathLength' | 'unknownCritical'>;

/** RFC 5280 section 4.1: the extensions are the field with tag [3]. */
function readExtensions(body: Uint8Array): Extensions {
  const field = parseDerList(body).find(({ tag }) => tag === 0xa3);
  const list = field === undefined ? [] : new DerFields(field.content, what).sequence().rest(0x30);
  let result: Extensions = { isAuthority: false, unknownCritical: [] };
  const seen = new Set<string>();
  for (const extension of list) {
    const fields = new DerFields(extension, what);
    const id = fields.objectId();
    const isCritical = (fields.optional(0x01) ?? notCritical).some((byte) => byte !== 0);
    const value = fields.take(0x04);
    if (seen.has(id)) throw malformed();
    seen.add(id);
    if (id === keyUsageId) result = { ...result, keyUsage: bitsOf(parseDer(value)) };
    else if (id === extendedKeyUsageId) {
      result = {
        ...result,
        extendedKeyUsage: parseDerList(parseDer(value).content).map(({ content }) => hexOf(content)),
      };
    } else if (id === basicConstraintsId) result = { ...result, ...readConstraints(parseDer(value)) };
    else if (isCritical && id !== subjectAltNameId) {
      result = { ...result, unknownCritical: [...result.unknownCritical, id] };
    }
  }
  return result;
}

/** RFC 5280 section 4.2.1.9: whether it is an authority, and how many more may follow. */
function readConstraints({ content }: DerValue): Pick<Certificate, 'isAuthority' | 'pathLength'> {
  const parts = parseDerList(content);
  const length = parts.find(({ tag }) => tag === 0x02)?.content;
  const isAuthority = parts.some(({ tag, content: flag }) => tag === 0x01 && flag[0] !== 0);
  if (length === undefined) return { isAuthority };
  if (length.length !== 1) throw malformed();
  return { isAuthority, pathLength: Buffer.from(length).readUInt8() };
}

/** A bit string counts from the highest bit of its first byte; the byte before says how many of the last are unused. */
function bitsOf({ tag, content }: DerValue): ReadonlySet<number> {
  if (tag !== 0x03 || content.length < 2) throw malformed();
  const bytes = Buffer.from(content.subarray(1));
  const bits = new Set<number>();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    if ((bytes.readUInt8(bit >> 3) & (0x80 >> (bit & 7))) !== 0) bits.add(bit);
  }
  return bits;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function malformed(): SignError {
  return new SignError('SIGN_MALFORMED', 'a certificate does not follow RFC 5280');
}

const what = 'a certificate';
/** RFC 5280 section 4.1: where the flag is left out. */
const notCritical = Uint8Array.of(0);
const keyUsageId = '551d0f';
const subjectAltNameId = '551d11';
const basicConstraintsId = '551d13';
const extendedKeyUsageId = '551d25';
