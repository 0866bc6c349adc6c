// The container of timestamps: CMS SignedData with one signer. RFC 5652 section 5, as RFC 3161 section 2.4.2 narrows it.
import * as limits from '#core/limits';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { parseDer } from '../der.ts';
import { DerFields } from '../der-fields.ts';
import { encodeDer } from '../encode-der.ts';
import { SignError } from '../sign-error.ts';

/** Nothing of it is verified. */
export interface SignedData {
  /** Object identifier in hex. */
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: SignedDataSigner;
}

export interface SignedDataSigner {
  /** Object identifiers in hex. */
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** What is signed: the signed attributes as a SET OF. */
  readonly signedBytes: Uint8Array;
  /** Object identifier in hex -> the one value. */
  readonly attributes: ReadonlyMap<string, Uint8Array>;
}

/**
 * @param bytes - ContentInfo
 * @throws {SignError} SIGN_MALFORMED for anything but DER (BER is not read), for no signer or several, and for attributes
 *   twice; SIGN_LIMIT
 */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const info = new DerFields(bytes, what).sequence();
  if (info.objectId() !== signedDataId) throw info.malformed();
  const data = new DerFields(info.take(0xa0), what).sequence();
  info.end();
  data.number();
  data.take(0x31);
  const encapsulated = data.sequence();
  const contentType = encapsulated.objectId();
  const { tag, content } = parseDer(encapsulated.take(0xa0));
  if (tag !== 0x04) throw data.malformed();
  const certificates = parseCertificates(data.optional(0xa0));
  // Revocation lists: what is revoked is for the verifier to say, not for the token.
  data.optional(0xa1);
  const signers = new DerFields(data.take(0x31), what);
  const signer = parseSigner(signers.sequence());
  signers.end();
  data.end();
  return { contentType, content, certificates, signer };
}

function parseCertificates(set: Uint8Array | undefined): readonly Certificate[] {
  const list = set === undefined ? [] : new DerFields(set, what).rest(0x30);
  // ATTACKER: parsing each costs more than writing each.
  if (list.length > 2 * limits.certificateDepth.value) {
    const fields = { limit: 'certificateDepth', value: list.length };
    throw new SignError('SIGN_LIMIT', `${what} has ${list.length} certificates`, fields);
  }
  return list.map((content) => parseCertificate(encodeDer(0x30, content)));
}

/** The signer's name is not read: the attribute signingCertificate says which certificate signed, and is signed itself. */
function parseSigner(fields: DerFields): SignedDataSigner {
  const version = fields.number();
  if (version === 1) fields.take(0x30);
  else fields.take(0x80);
  const digestAlgorithm = fields.sequence().objectId();
  const attributes = fields.take(0xa0);
  const signatureAlgorithm = fields.sequence().objectId();
  const signature = fields.take(0x04);
  // Unsigned attributes.
  fields.optional(0xa1);
  fields.end();
  return {
    digestAlgorithm,
    signatureAlgorithm,
    signature,
    signedBytes: encodeDer(0x31, attributes),
    attributes: parseAttributes(attributes),
  };
}

function parseAttributes(set: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const attributes = new Map<string, Uint8Array>();
  for (const content of new DerFields(set, what).rest(0x30)) {
    const attribute = new DerFields(content, what);
    const id = attribute.objectId();
    const values = attribute.take(0x31);
    attribute.end();
    if (attributes.has(id)) throw attribute.malformed();
    attributes.set(id, values);
  }
  return attributes;
}

const what = 'the timestamp';
/** 1.2.840.113549.1.7.2 */
const signedDataId = '2a864886f70d010702';
