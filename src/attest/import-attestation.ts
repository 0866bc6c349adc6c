// Attestations of others: taken in only when their signature is verified by a rule that we chose, and then under that rule's name.
import { type Sha256, sha256 } from '#core/digest';
import { quote } from '#core/quote';
import { findPredicate } from '#predicates/find-predicate';
import type { ForeignAttestation } from '#predicates/foreign-attestation';
import type { Material } from '#predicates/predicate';
import { AttestError } from './attest-error.ts';
import { parseStrict } from './canonical-value.ts';
import { type ForeignStatement, parseForeignStatement } from './foreign-statement.ts';
import type { ForeignTrust } from './foreign-trust.ts';
import { openBundle, openEnvelope } from './open-foreign.ts';

declare const imported: unique symbol;

/** A statement of somebody else whose signature was verified; only `importAttestation` makes one. */
export interface Imported extends ForeignStatement {
  readonly format: ForeignAttestation['format'];
  /** SHA-256 of the bytes as they came. */
  readonly attestation: Sha256;
  readonly signer: ForeignAttestation['signer'];
  /** RFC 3339 in UTC with milliseconds; absent for a bare key, which shows no time. */
  readonly signedAt?: string;
  readonly [imported]: true;
}

/**
 * ATTACKER: whoever hands it over chooses every byte.
 * @param bytes - a DSSE envelope or a Sigstore bundle
 * @throws {AttestError} ATTEST_UNTRUSTED when nobody who is trusted signed it; ATTEST_MALFORMED, ATTEST_LIMIT; ATTEST_SUBJECT when it
 *   is about nothing that has a SHA-256, or not about `trust.about`; ATTEST_PREDICATE when its body does not follow the schema of a
 *   known kind
 * @source DSSE 1.0.2; in-toto attestation specification v1; Sigstore bundle specification, versions 0.1 to 0.3
 */
export async function importAttestation(bytes: Uint8Array, trust: ForeignTrust): Promise<Imported> {
  const node = parseStrict(bytes, 'the attestation');
  const isBundle = node instanceof Map && node.has('mediaType');
  const opened = isBundle ? await openBundle(bytes, node, trust) : openEnvelope(node, trust);
  const statement = parseForeignStatement(opened.payload);
  assertAbout(statement, trust.about);
  assertKnownBody(statement);
  const result: Omit<Imported, typeof imported> = {
    ...statement,
    format: isBundle ? 'sigstore-bundle' : 'dsse',
    attestation: sha256(bytes),
    signer: opened.signer,
    ...(opened.signedAt === undefined ? {} : { signedAt: opened.signedAt }),
  };
  return result as Imported;
}

/**
 * What we state about an attestation that we took in; its bytes belong into the store as `attestation`.
 * @param source - where it came from
 * @param verifiedAt - RFC 3339 in UTC with milliseconds
 */
export function foreignAttestationOf(one: Imported, source: string, verifiedAt: string): ForeignAttestation {
  const { attestation, format, statementType, predicateType, signer, signedAt } = one;
  const subjects = one.subjects.flatMap(({ sha256 }) => (sha256 === undefined ? [] : [sha256]));
  return {
    ...{ attestation, format, statementType, predicateType, signer, verifiedAt, source },
    subjects: [...new Set(subjects)],
    dependencies: dependenciesOf(one),
    ...(signedAt === undefined ? {} : { signedAt }),
  };
}

function dependenciesOf({ predicateType, body }: Imported): readonly Material[] {
  const predicate = findPredicate(predicateType);
  return predicate?.materials === undefined ? [] : predicate.materials(predicate.schema.parse(body));
}

function assertAbout({ subjects }: ForeignStatement, about: Sha256 | undefined): void {
  if (about === undefined || subjects.some(({ sha256 }) => sha256 === about)) return;
  throw new AttestError('ATTEST_SUBJECT', `the attestation is not about ${about}`, { value: about });
}

/** A body that breaks the rules of its own kind says nothing that could be relied on. */
function assertKnownBody({ predicateType, body }: ForeignStatement): void {
  const result = findPredicate(predicateType)?.schema.safeParse(body);
  const issue = result?.error?.issues[0];
  if (issue === undefined) return;
  const where = quote(issue.path.join('.'));
  const message = `the body of the attestation does not follow ${predicateType}, at ${where}: ${issue.message}`;
  throw new AttestError('ATTEST_PREDICATE', message, { value: predicateType });
}
