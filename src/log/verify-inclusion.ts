// Is this leaf in that tree? RFC 6962 section 2.1.1, RFC 9162 section 2.1.3.2.
import { hashBytes, isEqual } from './bytes.ts';
import type { Cryptography } from './cryptography.ts';
import { LogError } from './log-error.ts';
import { chainBorder, chainInner } from './proof-chain.ts';
import { proofShape } from './proof-shape.ts';

export interface InclusionClaim {
  /** Position of the entry, 0..size-1. */
  readonly index: number;
  /** Hash of the entry, 32 bytes. */
  readonly leaf: Uint8Array;
  /** The leaf's sibling first, the root's child last; 32 bytes each. */
  readonly proof: readonly Uint8Array[];
  readonly size: number;
  /** Root of the tree of `size` entries, 32 bytes. */
  readonly root: Uint8Array;
}

/** @throws {LogError} LOG_PROOF when the claim does not hold; the length of the proof is looked at before anything is hashed */
export async function verifyInclusion(claim: InclusionClaim, hashing: Pick<Cryptography, 'sha256'>): Promise<void> {
  const { index, leaf, proof, size, root } = claim;
  if (index >= size) throw refused(`entry ${index} is not in a tree of ${size} entries`);
  if (leaf.length !== hashBytes) throw refused(`a leaf hash has ${hashBytes} bytes`);
  const { inner, border } = proofShape(index, size);
  if (proof.length !== inner + border)
    throw refused(`the inclusion proof has ${proof.length} hashes, not ${inner + border}`);
  const below = await chainInner(leaf, proof.slice(0, inner), BigInt(index), hashing);
  const computed = await chainBorder(below, proof.slice(inner), hashing);
  if (!isEqual(computed, root)) throw refused(`the inclusion proof of entry ${index} leads to another root`);
}

function refused(message: string): LogError {
  return new LogError('LOG_PROOF', message);
}
