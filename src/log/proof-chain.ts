// Folding the hashes of a proof: RFC 6962 section 2.1 with the hash handed in.
import { concat } from './bytes.ts';
import type { Cryptography } from './cryptography.ts';

type Hashing = Pick<Cryptography, 'sha256'>;

/** SHA-256(0x00 || entry). */
export async function hashEntry(entry: Uint8Array, { sha256 }: Hashing): Promise<Uint8Array> {
  return sha256(concat(new Uint8Array([0]), entry));
}

/** Root of the tree without entries. */
export async function hashNothing({ sha256 }: Hashing): Promise<Uint8Array> {
  return sha256(new Uint8Array(0));
}

/** From `seed` upwards; bit k of `index` says whether the k-th hash of `proof` stands on the left. */
export async function chainInner(
  seed: Uint8Array,
  proof: readonly Uint8Array[],
  index: bigint,
  hashing: Hashing,
): Promise<Uint8Array> {
  let hash = seed;
  for (const [level, sibling] of proof.entries()) {
    const isRight = ((index >> BigInt(level)) & 1n) === 1n;
    hash = await (isRight ? hashNode(sibling, hash, hashing) : hashNode(hash, sibling, hashing));
  }
  return hash;
}

/** Like `chainInner` with the hashes that stand on the left only: the tree as it was when nothing stood on the right. */
export async function chainInnerLeft(
  seed: Uint8Array,
  proof: readonly Uint8Array[],
  index: bigint,
  hashing: Hashing,
): Promise<Uint8Array> {
  const left = proof.filter((_, level) => ((index >> BigInt(level)) & 1n) === 1n);
  return chainBorder(seed, left, hashing);
}

/** Every hash of `proof` stands on the left. */
export async function chainBorder(
  seed: Uint8Array,
  proof: readonly Uint8Array[],
  hashing: Hashing,
): Promise<Uint8Array> {
  let hash = seed;
  for (const sibling of proof) hash = await hashNode(sibling, hash, hashing);
  return hash;
}

/** SHA-256(0x01 || left || right). */
async function hashNode(left: Uint8Array, right: Uint8Array, { sha256 }: Hashing): Promise<Uint8Array> {
  return sha256(concat(new Uint8Array([1]), left, right));
}
