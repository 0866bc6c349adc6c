// Makes an attestation: body, statement, envelope. It counts once its digest is in the log.
import { type Sha256, sha256 } from '#core/digest';
import type { Predicate } from '#predicates/predicate';
import { signEnvelope } from '#sign/envelope';
import type { Signer } from '#sign/signer';
import type { JsonMembers } from './canonical-value.ts';
import { encodeEnvelope, payloadType } from './envelope-form.ts';
import { parseBody } from './parse-body.ts';
import { encodeStatement, type Statement, type Subject } from './statement.ts';

export interface Attested<Body = unknown> {
  readonly statement: Statement<Body>;
  /** The envelope in canonical JSON. */
  readonly bytes: Uint8Array;
  /** Of `bytes`: the evidence id. */
  readonly sha256: Sha256;
}

/**
 * @param subjects - what it is about, at least one
 * @param signers - all of them sign, at least one
 * @throws {AttestError} ATTEST_PREDICATE, ATTEST_SUBJECT
 * @throws {SignError} SIGN_KEY when a key cannot be reached
 */
export async function attest<Body>(
  predicate: Predicate<Body>,
  subjects: readonly Subject[],
  body: Body,
  signers: readonly Signer[],
): Promise<Attested<Body>> {
  if (signers.length === 0) throw new RangeError('an attestation has at least one signer');
  const checked = parseBody(predicate, body, subjects);
  const statement = { subjects, predicateType: predicate.type, body: checked };
  // The schema has let it pass, so it is an object of what JSON can hold.
  const plain: JsonMembers = JSON.parse(JSON.stringify(checked));
  const envelope = await signEnvelope(payloadType, encodeStatement({ ...statement, body: plain }), signers);
  const bytes = encodeEnvelope(envelope);
  return { statement, bytes, sha256: sha256(bytes) };
}
