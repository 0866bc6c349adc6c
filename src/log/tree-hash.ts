// Hashes of the Merkle tree, for whoever builds one: RFC 6962 section 2.1.
import { hash as oneShot } from 'node:crypto';
import { hashBytes } from './bytes.ts';

/** Root of the tree without entries: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = oneShot('sha256', '', 'buffer');

/** SHA-256(0x00 || entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return oneShot('sha256', Buffer.concat([leafPrefix, entry]), 'buffer');
}

/** SHA-256(0x01 || left || right). @param left - 32 bytes @param right - 32 bytes */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + hashBytes);
  return oneShot('sha256', nodeInput, 'buffer');
}

/**
 * Root over the roots of neighbouring complete subtrees of one height, of which there may be any number.
 * @param hashes - at least one
 */
export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  const [first] = hashes;
  if (first === undefined) return emptyRoot;
  if (hashes.length === 1) return first;
  const split = largestPowerBelow(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

/** The k of RFC 6962: the largest power of two smaller than `count`. @param count - at least 2 */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

const leafPrefix = new Uint8Array([0]);
const nodeInput = new Uint8Array(1 + 2 * hashBytes);
nodeInput[0] = 1;
