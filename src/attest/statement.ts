// in-toto statements v1 as they are written here: one form, RFC 8785, every subject with its SHA-256 and no other digest.
import { canonicalJson, type Json } from '#core/canonical-json';
import { parseSha256, type Sha256 } from '#core/digest';
import { quote } from '#core/quote';
import { AttestError } from './attest-error.ts';
import { isMembers, type JsonMembers, parseCanonical } from './canonical-value.ts';

export interface Subject {
  /** For people; nothing is decided by it. */
  readonly name?: string;
  readonly sha256: Sha256;
}

export interface Statement<Body = unknown> {
  /** At least one, each digest once. */
  readonly subjects: readonly Subject[];
  readonly predicateType: string;
  readonly body: Body;
}

/** @throws {AttestError} ATTEST_SUBJECT when there is no subject, or one digest stands twice */
export function encodeStatement({ subjects, predicateType, body }: Statement<JsonMembers>): Buffer {
  assertSubjects(subjects);
  const subject = subjects.map(({ name, sha256 }) => ({ ...(name === undefined ? {} : { name }), digest: { sha256 } }));
  return Buffer.from(canonicalJson({ _type: statementType, predicate: body, predicateType, subject }));
}

/**
 * @param bytes - the payload of an envelope whose signature was verified
 * @throws {AttestError} ATTEST_MALFORMED for bytes that `encodeStatement` does not write, ATTEST_SUBJECT, ATTEST_LIMIT
 * @source in-toto attestation specification v1, "Statement"
 */
export function parseStatement(bytes: Uint8Array): Statement<JsonMembers> {
  const { _type, subject, predicateType, predicate, ...others } = parseCanonical(bytes, 'the statement');
  const [other] = Object.keys(others);
  if (other !== undefined) throw malformed(`has a member ${quote(other)} that is unknown here`);
  if (_type !== statementType) throw malformed(`is not of type ${statementType}`);
  if (typeof predicateType !== 'string' || predicateType === '') throw malformed('has no predicateType');
  if (!isMembers(predicate)) throw malformed('has no predicate');
  if (!Array.isArray(subject)) throw malformed('has no list of subjects');
  const subjects = subject.map(parseSubject);
  assertSubjects(subjects);
  return { subjects, predicateType, body: predicate };
}

/** Another digest beside the SHA-256 would say something that nobody compares. */
function parseSubject(value: Json): Subject {
  if (!isMembers(value)) throw malformed('has a subject that is not an object');
  const { name, digest, ...others } = value;
  const { sha256, ...otherDigests } = isMembers(digest) ? digest : {};
  if (Object.keys(others).length + Object.keys(otherDigests).length > 0) {
    throw malformed('has a subject with members beside name and digest.sha256');
  }
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new AttestError('ATTEST_SUBJECT', 'a subject of the statement has no SHA-256');
  }
  if (name === undefined) return { sha256: parseSha256(sha256) };
  if (typeof name !== 'string') throw malformed('has a subject whose name is not a text');
  return { name, sha256: parseSha256(sha256) };
}

function assertSubjects(subjects: readonly Subject[]): void {
  if (subjects.length === 0) throw new AttestError('ATTEST_SUBJECT', 'the statement is about nothing');
  if (new Set(subjects.map(({ sha256 }) => sha256)).size < subjects.length) {
    throw new AttestError('ATTEST_SUBJECT', 'the statement names a subject twice');
  }
}

function malformed(reason: string): AttestError {
  return new AttestError('ATTEST_MALFORMED', `the statement ${reason}`);
}

const statementType = 'https://in-toto.io/Statement/v1';
