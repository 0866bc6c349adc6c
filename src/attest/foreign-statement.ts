// in-toto statements as others write them: any formatting, members that we do not know, digests of many algorithms.
import type { Json } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { quote } from '#core/quote';
import { AttestError } from './attest-error.ts';
import { isMembers, type JsonMembers, parseStrict, plainJson } from './canonical-value.ts';

export interface ForeignSubject {
  readonly name?: string;
  /** Algorithm -> digest, all that the statement gives. Only `sha256` is ever compared. */
  readonly digests: ReadonlyMap<string, string>;
  /** Absent: the subject is named by something else, a SHA-1 for example, and cannot be told apart from a forgery. */
  readonly sha256?: Sha256;
}

export interface ForeignStatement {
  readonly statementType: string;
  /** At least one has a SHA-256. */
  readonly subjects: readonly ForeignSubject[];
  readonly predicateType: string;
  /** Empty where the statement has none. */
  readonly body: JsonMembers;
}

/**
 * @param bytes - whose signature was verified
 * @throws {AttestError} ATTEST_MALFORMED; ATTEST_SUBJECT when a subject has no digest, one of the wrong length, or when none has
 *   a SHA-256; ATTEST_LIMIT
 * @source in-toto attestation specification v1: "Statement", "DigestSet", "Parsing rules"
 */
export function parseForeignStatement(bytes: Uint8Array): ForeignStatement {
  const value = plainJson(parseStrict(bytes, 'the statement'));
  if (!isMembers(value)) throw malformed('is not an object');
  const { _type, subject, predicateType, predicate = {} } = value;
  if (typeof _type !== 'string' || !statementTypes.has(_type)) throw malformed('is not of a type that is known here');
  if (typeof predicateType !== 'string' || predicateType === '') throw malformed('has no predicateType');
  if (predicate !== null && !isMembers(predicate)) throw malformed('has a predicate that is not an object');
  if (!Array.isArray(subject)) throw malformed('has no list of subjects');
  const subjects = subject.map(parseSubject);
  if (!subjects.some(({ sha256 }) => sha256 !== undefined)) {
    throw new AttestError(
      'ATTEST_SUBJECT',
      'no subject of the statement has a SHA-256, so it is about nothing that could be known',
    );
  }
  return { statementType: _type, subjects, predicateType, body: predicate ?? {} };
}

function parseSubject(value: Json): ForeignSubject {
  if (!isMembers(value)) throw malformed('has a subject that is not an object');
  const { name, digest } = value;
  const digests = new Map(isMembers(digest) ? Object.entries(digest).map(parseDigest) : []);
  if (digests.size === 0) throw new AttestError('ATTEST_SUBJECT', 'a subject of the statement has no digest');
  const sha256 = digests.get('sha256');
  return {
    digests,
    ...(typeof name === 'string' ? { name } : {}),
    ...(sha256 === undefined ? {} : { sha256: parseSha256(sha256) }),
  };
}

/** ATTACKER: a SHA-1 under the name `sha256` must not pass for one. */
function parseDigest([algorithm, digest]: readonly [string, Json]): readonly [string, string] {
  const digits = hexDigits.get(algorithm);
  const isDigest =
    typeof digest === 'string' && (digits === undefined || (digest.length === digits && /^[0-9a-f]*$/.test(digest)));
  if (isDigest) return [algorithm, digest];
  throw new AttestError('ATTEST_SUBJECT', `a subject of the statement has a digest ${quote(algorithm)} that is none`);
}

function malformed(reason: string): AttestError {
  return new AttestError('ATTEST_MALFORMED', `the statement ${reason}`);
}

/** v0.1 is what SLSA provenance v0.2 and older tools of Sigstore write; it differs in nothing that is read here. */
const statementTypes: ReadonlySet<string> = new Set([
  'https://in-toto.io/Statement/v1',
  'https://in-toto.io/Statement/v0.1',
]);

/** Lengths of the algorithms that in-toto names, as far as they have one. */
const hexDigits: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
  ['sha3_256', 64],
  ['sha3_512', 128],
  ['blake2b', 128],
  ['sha1', 40],
  ['md5', 32],
]);
