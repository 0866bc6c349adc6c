// A key as a statement names it.
import { createPublicKey } from 'node:crypto';
import type { ChangedKey } from '#predicates/key-change';
import { keyId } from '#sign/key-id';
import { KeyVerifier } from '#sign/key-verifier';
import { AttestError } from './attest-error.ts';

/** @throws {AttestError} ATTEST_KEY_CHANGE when the PEM is not the one form of a usable public key, or not that of its id */
export function openKey({ id, kind, pem }: ChangedKey): KeyVerifier {
  const verifier = open(pem);
  if (verifier?.publicKey.export({ type: 'spki', format: 'pem' }) !== pem) {
    throw new AttestError('ATTEST_KEY_CHANGE', 'the statement does not hold one usable public key in PEM');
  }
  if (keyId(verifier.publicKey) !== id || verifier.kind !== kind) {
    throw new AttestError('ATTEST_KEY_CHANGE', 'the id or kind of the key is that of another key');
  }
  return verifier;
}

function open(pem: string): KeyVerifier | undefined {
  try {
    return new KeyVerifier(createPublicKey(pem));
  } catch {
    return undefined;
  }
}
