// How long a proof is, known before anything is hashed. The path from a leaf to the root has an inner part, where the sibling
// may stand on either side, and a border part along the right edge of the tree, where it always stands on the left.

export interface ProofShape {
  readonly inner: number;
  readonly border: number;
}

/**
 * @param index - leaf, 0..size-1
 * @param size - of the tree, at least 1
 * @source RFC 9162 section 2.1.3.2, as the decomposition that its loop amounts to
 */
export function proofShape(index: number, size: number): ProofShape {
  const inner = bitLength(BigInt(index) ^ BigInt(size - 1));
  return { inner, border: countOnes(BigInt(index) >> BigInt(inner)) };
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

function countOnes(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}
