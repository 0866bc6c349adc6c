// The first statement of a log brings the key that it is verified with. It is the pinned one, or there is none.
import type { Sha256 } from '#core/digest';
import { predicate as keyChange } from '#predicates/key-change';
import type { KeyVerifier } from '#sign/key-verifier';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';
import { openKey } from './open-key.ts';
import { parseStatement } from './statement.ts';

/**
 * @param payload - not verified yet; all that is taken from it is a key whose digest is known
 * @returns undefined when it does not bring the key
 */
export function findRoot(payload: Uint8Array, root: Sha256): KeyVerifier | undefined {
  try {
    const { body, predicateType } = parseStatement(payload);
    const change = predicateType === keyChange.type ? keyChange.schema.safeParse(body).data : undefined;
    return change?.action === 'trust' && change.key.id === root ? openKey(change.key) : undefined;
  } catch (error) {
    expectedError(error, AttestError);
    return undefined;
  }
}
