// The container of a model signature: a Sigstore bundle v0.3 with a DSSE envelope.
import type { JsonNode } from '#core/json/parse-json-tree';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { decodeBase64 } from '../base64.ts';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { type Envelope, parseEnvelope } from '../envelope.ts';
import { type JsonObject, listOf, objectOf, parseSignedJson, textOf } from '../json-shape.ts';
import { SignError } from '../sign-error.ts';
import { bundleMediaType, payloadType } from './signed-model.ts';

export interface ModelBundle {
  readonly envelope: Envelope;
  /** The one signature of the envelope. */
  readonly signature: Uint8Array;
  readonly material:
    | { readonly method: 'key'; readonly hint?: string }
    /** The signer's certificate first. */
    | { readonly method: 'certificate'; readonly certificates: readonly [Certificate, ...Certificate[]] }
    /** A certificate of some minutes; what shows that the signature was made in them is in the log. */
    | { readonly method: 'sigstore'; readonly certificate: Certificate };
}

/**
 * @throws {SignError} SIGN_MALFORMED; SIGN_LIMIT
 * @source OMS v1.0 sections 4 and 8.1
 */
export function parseModelBundle(bytes: Uint8Array): ModelBundle {
  const members = ['mediaType', 'verificationMaterial', 'dsseEnvelope'];
  const bundle = objectOf(parseSignedJson(bytes, 'the bundle'), 'the bundle', members);
  const mediaType = textOf(bundle.get('mediaType'), 'mediaType of the bundle');
  if (mediaType !== bundleMediaType) {
    throw new SignError('SIGN_MALFORMED', `the bundle is of type ${quote(mediaType)}, not ${bundleMediaType}`);
  }
  const material = parseMaterial(objectOf(bundle.get('verificationMaterial'), 'verificationMaterial of the bundle'));
  const envelope = parseEnvelope(bundle.get('dsseEnvelope'));
  const [signature] = envelope.signatures;
  if (signature === undefined || envelope.signatures.length !== 1) {
    throw new SignError('SIGN_MALFORMED', `the bundle has ${envelope.signatures.length} signatures instead of one`);
  }
  if (envelope.payloadType !== payloadType) {
    throw new SignError('SIGN_MALFORMED', `the envelope holds ${quote(envelope.payloadType)}, not ${payloadType}`);
  }
  return { envelope, signature: signature.signature, material };
}

function parseMaterial(material: JsonObject): ModelBundle['material'] {
  const forms = ['publicKey', 'x509CertificateChain', 'certificate'].filter((form) => material.has(form));
  if (forms.length !== 1) {
    throw new SignError('SIGN_MALFORMED', `the bundle names ${forms.length} kinds of keys instead of one`);
  }
  const logEntries = countLogEntries(material);
  if (material.has('certificate')) return parseKeyless(material.get('certificate'), logEntries);
  if (logEntries > 0) {
    // Nothing here would check them, and what is not checked must not look as if it were.
    throw new SignError('SIGN_MALFORMED', 'a bundle of this kind has no transparency log entries');
  }
  if (material.has('publicKey')) return parseKeyMaterial(objectOf(material.get('publicKey'), 'publicKey'));
  return parseCertificates(objectOf(material.get('x509CertificateChain'), 'x509CertificateChain'));
}

function countLogEntries(material: JsonObject): number {
  const entries = material.get('tlogEntries') ?? null;
  return entries === null ? 0 : listOf(entries, 'tlogEntries').length;
}

function parseKeyless(certificate: JsonNode | undefined, logEntries: number): ModelBundle['material'] {
  if (logEntries === 0) throw new SignError('SIGN_MALFORMED', 'the keyless bundle has no transparency log entry');
  return { method: 'sigstore', certificate: parseRaw(certificate) };
}

/** Versions 0.3.1 to 1.0.0 wrote the key itself; it is ignored, because trust comes from the verifier's key. */
function parseKeyMaterial(publicKey: JsonObject): ModelBundle['material'] {
  const hint = publicKey.get('hint');
  if (hint === undefined || hint === null || hint === '') return { method: 'key' };
  return { method: 'key', hint: textOf(hint, 'hint of the public key') };
}

function parseCertificates(chain: JsonObject): ModelBundle['material'] {
  const list = listOf(chain.get('certificates'), 'certificates of the bundle');
  const [leaf, ...others] = list;
  if (leaf === undefined) throw new SignError('SIGN_MALFORMED', 'the bundle has no certificate');
  // ATTACKER: parsing each costs more than writing each.
  if (list.length > 2 * limits.certificateDepth.value) {
    const fields = { limit: 'certificateDepth', value: list.length };
    throw new SignError('SIGN_LIMIT', `the bundle has ${list.length} certificates`, fields);
  }
  return { method: 'certificate', certificates: [parseRaw(leaf), ...others.map(parseRaw)] };
}

function parseRaw(node: JsonNode | undefined): Certificate {
  const raw = textOf(objectOf(node, 'a certificate of the bundle').get('rawBytes'), 'rawBytes of a certificate');
  return parseCertificate(decodeBase64(raw, 'rawBytes of a certificate'));
}
