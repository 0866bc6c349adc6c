// One file that shows offline what was stated, who signed it, and that a log holds it: a C2SP tlog-proof whose `extra` line carries
// the envelope. Without anything of Node, so that it verifies in a browser too.
import { canonicalJson, type Json } from '#core/canonical-json';
import { concat, decodeBase64, decodeUtf8, encodeBase64, isEqual, utf8 } from '#log/bytes';
import type { Cryptography, SignatureAlgorithm } from '#log/cryptography';
import { LogError } from '#log/log-error';
import { encodeTlogProof, parseTlogProof, type TlogProof } from '#log/tlog-proof';
import type { VerifiedCheckpoint } from '#log/verify-checkpoint';
import { verifyTlogProof } from '#log/verify-tlog-proof';
import type { WitnessPolicy } from '#log/witness-policy';

/** What a proof file carries besides the proof. Nobody signed it as a whole: each part is held against what was signed. */
export interface ProofCargo {
  /** Time of the log entry, ISO 8601. */
  readonly at: string;
  /** DSSE envelope as it is stored: canonical JSON. */
  readonly envelope: Uint8Array;
  /** Public keys that signed, SubjectPublicKeyInfo in DER. */
  readonly keys: readonly Uint8Array[];
}

/** Only this module has it, so only this module makes the type. */
const made: unique symbol = Symbol('made');

/** A statement of which it is shown that these keys signed it and that the log holds it. Whether the keys may say so is another question. */
export interface ProvenStatement {
  /** in-toto Statement v1. */
  readonly statement: { readonly [key: string]: Json };
  /** SHA-256 of the SubjectPublicKeyInfo of each key that signed, hex. */
  readonly signedBy: readonly string[];
  /** SHA-256 of the envelope, hex. */
  readonly envelope: string;
  readonly at: string;
  readonly index: number;
  readonly checkpoint: VerifiedCheckpoint;
  readonly [made]: true;
}

export function encodeStatementProof(proof: Omit<TlogProof, 'extra'>, { at, envelope, keys }: ProofCargo): string {
  const cargo = { at, envelope: decodeUtf8(envelope, 'The envelope'), keys: keys.map(encodeBase64) };
  return encodeTlogProof({ ...proof, extra: utf8(canonicalJson(cargo)) });
}

/**
 * @param policy - logs that are believed, and the witnesses that must have seen them
 * @throws {LogError} LOG_MALFORMED for a file that is no such proof; LOG_SIGNATURE when a key of the file did not sign the
 *   envelope; otherwise as `verifyTlogProof`
 */
export async function verifyStatementProof(
  bytes: Uint8Array,
  policy: WitnessPolicy,
  cryptography: Cryptography,
): Promise<ProvenStatement> {
  const { extra } = parseTlogProof(bytes);
  if (extra === undefined) throw malformed('it proves a log entry and carries no statement');
  const { at, envelope, keys } = parseCargo(extra);
  const digest = await digestOf(envelope, cryptography);
  const { index, checkpoint } = await verifyTlogProof(bytes, encodeLeafOf(at, digest), policy, cryptography);
  const { payloadType, payload, signatures } = parseEnvelope(envelope);
  const message = preAuthenticationEncoding(payloadType, payload);
  if (keys.length === 0 || signatures.length !== keys.length) throw malformed('not every signature has its key');
  const signedBy: string[] = [];
  for (const [at, key] of keys.entries()) {
    await assertSigned(key, message, signatures[at] ?? new Uint8Array(), cryptography);
    signedBy.push(await digestOf(key, cryptography));
  }
  if (new Set(signedBy).size < signedBy.length) throw malformed('it names a key twice');
  const statement = objectOf(parseJson(payload, 'The statement'), 'the statement');
  return { statement, signedBy, envelope: digest, at, index, checkpoint, [made]: true };
}

/** The bytes that the log holds for an envelope. */
export function encodeLeafOf(at: string, envelope: string): Uint8Array<ArrayBuffer> {
  return utf8(canonicalJson({ at, envelope, schema: 'assay.leaf/1' }));
}

interface ParsedEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Uint8Array<ArrayBuffer>[];
}

function parseCargo(extra: Uint8Array): ProofCargo {
  const { at, envelope, keys } = objectOf(parseJson(extra, 'The extra line'), 'the extra line');
  if (typeof at !== 'string' || typeof envelope !== 'string' || !Array.isArray(keys)) {
    throw malformed('its extra line is no statement');
  }
  return { at, envelope: utf8(envelope), keys: keys.map((key) => decodeBase64(textOf(key), 'A key')) };
}

/** The digest of these bytes is in the log, so what is read here was logged. */
function parseEnvelope(bytes: Uint8Array): ParsedEnvelope {
  const { payloadType, payload, signatures } = objectOf(parseJson(bytes, 'The envelope'), 'the envelope');
  if (payloadType !== 'application/vnd.in-toto+json') throw malformed('the envelope holds no in-toto statement');
  if (!Array.isArray(signatures)) throw malformed('the envelope has no signatures');
  return {
    payloadType,
    payload: decodeBase64(textOf(payload), 'The payload'),
    signatures: signatures.map((signature) =>
      decodeBase64(textOf(objectOf(signature, 'a signature').sig), 'A signature'),
    ),
  };
}

async function assertSigned(
  key: Uint8Array,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  cryptography: Cryptography,
): Promise<void> {
  const [algorithm, bytes] = rawKeyOf(key);
  if (!cryptography.supports(algorithm)) {
    throw new LogError('LOG_UNSUPPORTED', `Signatures of kind ${algorithm} cannot be verified in this runtime.`);
  }
  if (!(await cryptography.isSignature(algorithm, bytes, message, signature))) {
    throw new LogError('LOG_SIGNATURE', 'A key of the proof did not sign the statement.');
  }
}

/** RFC 8410 section 4: an Ed25519 key stands at the end of its SubjectPublicKeyInfo. */
function rawKeyOf(spki: Uint8Array): readonly [SignatureAlgorithm, Uint8Array<ArrayBuffer>] {
  const isEd25519 =
    spki.length === ed25519Head.length + 32 && isEqual(spki.subarray(0, ed25519Head.length), ed25519Head);
  return isEd25519 ? ['ed25519', concat(spki.subarray(ed25519Head.length))] : ['ecdsa', concat(spki)];
}

/** DSSE 1.0.2, PAE. */
function preAuthenticationEncoding(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8(`DSSEv1 ${utf8(type).length} ${type} ${payload.length} `), payload);
}

/** One value has one text here, so no reader can find another value in it. */
function parseJson(bytes: Uint8Array, what: string): Json {
  const text = decodeUtf8(bytes, what);
  try {
    const value: Json = JSON.parse(text);
    if (canonicalJson(value) === text) return value;
  } catch {
    // Said below, with what could not be read.
  }
  throw malformed(`${what.toLowerCase()} is not canonical JSON`);
}

function objectOf(value: Json | undefined, what: string): { readonly [key: string]: Json } {
  if (typeof value !== 'object' || value === null || isList(value)) throw malformed(`${what} is no object`);
  return value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  throw malformed('a text is missing');
}

async function digestOf(bytes: Uint8Array, { sha256 }: Cryptography): Promise<string> {
  const digest = await sha256(concat(bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function malformed(reason: string): LogError {
  return new LogError('LOG_MALFORMED', `The file is no proof of a statement: ${reason}.`);
}

const ed25519Head: Uint8Array = new Uint8Array([
  0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
]);
