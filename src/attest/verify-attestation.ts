// Whether a logged statement counts.
import { sha256 } from '#core/digest';
import { findPredicate } from '#predicates/find-predicate';
import type { Envelope } from '#sign/envelope';
import { SignError } from '#sign/sign-error';
import type { Verifier } from '#sign/signer';
import { type VerifiedPayload, verifyEnvelope } from '#sign/verify-envelope';
import { AttestError } from './attest-error.ts';
import { endOf } from './end-of.ts';
import { parseOwnEnvelope } from './envelope-form.ts';
import { expectedError } from './expected-error.ts';
import { findRoot } from './find-root.ts';
import type { Leaf } from './leaf.ts';
import { parseBody } from './parse-body.ts';
import { parseStatement } from './statement.ts';
import type { Trust } from './trust.ts';
import type { Dated, Refusal } from './trusted-key.ts';
import type { Unbranded, Verified } from './verified.ts';

export interface Logged {
  /** Entry of the log, as read from it and shown to belong to its checkpoint. */
  readonly leaf: Leaf;
  /** Its position, from 0. */
  readonly index: number;
  /** After all changes of keys before this entry, and, to judge by what is known today, those after it. */
  readonly trust: Trust;
  /** The latest time of the entries before; absent for the first. */
  readonly after?: string;
  /** How many different keys have to have signed; 1 when absent. */
  readonly threshold?: number;
}

/**
 * ATTACKER: whoever can write to the store chooses the bytes; whoever may append to the log chooses the leaf.
 * @param bytes - of the envelope, from the store
 * @throws {AttestError} ATTEST_DIGEST when they are not those that the log names; ATTEST_TIME; ATTEST_MALFORMED, ATTEST_LIMIT,
 *   ATTEST_UNTRUSTED, ATTEST_REVOKED, ATTEST_PREDICATE, ATTEST_SUBJECT
 * @limits `limits.signatureBytes`, `limits.signatureDepth`, `limits.signatureCount`
 */
export function verifyAttestation(bytes: Uint8Array, logged: Logged): Verified {
  const { leaf, index, trust, threshold = 1 } = logged;
  assertTime(logged);
  const evidence = sha256(bytes);
  if (evidence !== leaf.envelope) {
    const fields = { value: evidence };
    throw new AttestError('ATTEST_DIGEST', 'the stored attestation is not the one that the log names', fields);
  }
  const payload = authenticate(parseOwnEnvelope(bytes), trust);
  const { subjects, predicateType, body } = parseStatement(payload.payload);
  const predicate = findPredicate(predicateType);
  const kind = predicate?.kind ?? 'foreign';
  const signedBy = signersThatCount(payload, { kind, at: leaf.at, index }, trust, threshold);
  const parsed = predicate === undefined ? body : parseBody(predicate, body, subjects);
  const { at } = leaf;
  const end = endOf(predicate, parsed, at);
  const result: Unbranded<unknown> = {
    ...{ evidence, index, at, signedBy, kind, subjects, predicateType, body: parsed },
    ...(end === undefined ? {} : { expiresAt: end }),
  };
  return result as Verified;
}

/** ATTACKER: whoever has a stolen key and may write to the log would date the entry to before the theft. */
function assertTime({ leaf, after }: Logged): void {
  if (after === undefined || leaf.at >= after) return;
  throw new AttestError('ATTEST_TIME', `the entry of the log is dated ${leaf.at}, earlier than one before it`);
}

/** Every known key that signed, whether it counts or not. */
function authenticate(envelope: Envelope, trust: Trust): VerifiedPayload {
  const known = [...trust.verifiers.values()];
  // The key ids are not authenticated: they only say which keys to try first.
  const claimed = new Set(envelope.signatures.map(({ claimedKeyId }) => claimedKeyId));
  const likely = known.filter(({ keyId }) => claimed.has(keyId));
  const verified = tryVerify(envelope, likely);
  if (verified !== undefined && verified.signedBy.length >= envelope.signatures.length) return verified;
  const root = known.length === 0 ? findRoot(envelope.payload, trust.root) : undefined;
  const all = tryVerify(envelope, root === undefined ? known : [root]);
  if (all === undefined) throw new AttestError('ATTEST_UNTRUSTED', 'no key that the log knows signed the statement');
  return all;
}

function tryVerify(envelope: Envelope, verifiers: readonly Verifier[]): VerifiedPayload | undefined {
  try {
    return verifyEnvelope(envelope, verifiers);
  } catch (error) {
    expectedError(error, SignError);
    return undefined;
  }
}

function signersThatCount(
  { signedBy }: VerifiedPayload,
  dated: Dated,
  trust: Trust,
  threshold: number,
): Verified['signedBy'] {
  const refusals = signedBy.map((id) => ({ id, refusal: trust.refusalOf(id, dated) }));
  const counting = refusals.filter(({ refusal }) => refusal === undefined).map(({ id }) => id);
  if (counting.length >= threshold) return counting.sort();
  const refused = refusals.flatMap(({ id, refusal }) => (refusal === undefined ? [] : [{ id, refusal }]));
  throw untrusted(dated.kind, counting.length, threshold, refused);
}

function untrusted(
  kind: string,
  counting: number,
  threshold: number,
  refused: readonly { readonly id: string; readonly refusal: Refusal }[],
): AttestError {
  const revoked = refused.filter(({ refusal }) => refusal.revoked).length;
  const code = counting + revoked >= threshold ? 'ATTEST_REVOKED' : 'ATTEST_UNTRUSTED';
  const why = refused.map(({ id, refusal }) => `; key ${id} ${refusal.reason}`).join('');
  return new AttestError(code, `${counting} keys that count signed the ${kind}, ${threshold} must have${why}`);
}
