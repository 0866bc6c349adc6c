// Does the new tree begin with the old one? RFC 6962 section 2.1.2, RFC 9162 section 2.1.4.2.
import { isEqual } from './bytes.ts';
import type { Cryptography } from './cryptography.ts';
import { LogError } from './log-error.ts';
import { chainBorder, chainInner, chainInnerLeft, hashNothing } from './proof-chain.ts';
import { proofShape } from './proof-shape.ts';

/** What a checkpoint says of a tree. */
export interface TreeHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

type Hashing = Pick<Cryptography, 'sha256'>;

/**
 * Every tree begins with the empty one; then the proof has no hash.
 * @throws {LogError} LOG_PROOF when the proof does not show that `later` begins with `earlier`; its length is looked at
 *   before anything is hashed
 */
export async function verifyConsistency(
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Uint8Array[],
  hashing: Hashing,
): Promise<void> {
  if (later.size < earlier.size) throw refused(`a tree of ${later.size} entries cannot begin with ${earlier.size}`);
  for (const head of [earlier, later]) if (head.size === 0) await assertEmptyRoot(head, hashing);
  if (earlier.size === 0 || earlier.size === later.size) {
    if (proof.length > 0) throw refused('the consistency proof has hashes where none belong');
    if (earlier.size > 0 && !isEqual(earlier.root, later.root)) throw refused('one size has two roots');
    return;
  }
  await verifyGrowth(earlier, later, proof, hashing);
}

/** 0 < earlier.size < later.size. */
async function verifyGrowth(
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Uint8Array[],
  hashing: Hashing,
): Promise<void> {
  // The proof begins at the last subtree that is complete in the earlier tree. When that is the whole tree, its root is known.
  const shift = trailingZeros(earlier.size);
  const isWhole = earlier.size === 2 ** shift;
  const shape = proofShape(earlier.size - 1, later.size);
  const inner = shape.inner - shift;
  const start = isWhole ? 0 : 1;
  const wanted = start + inner + shape.border;
  if (proof.length !== wanted) throw refused(`the consistency proof has ${proof.length} hashes, not ${wanted}`);
  const seed = (isWhole ? undefined : proof[0]) ?? earlier.root;
  const innerPart = proof.slice(start, start + inner);
  const borderPart = proof.slice(start + inner);
  const mask = BigInt(earlier.size - 1) >> BigInt(shift);
  const before = await chainBorder(await chainInnerLeft(seed, innerPart, mask, hashing), borderPart, hashing);
  if (!isEqual(before, earlier.root)) throw refused('the consistency proof leads to another earlier root');
  const after = await chainBorder(await chainInner(seed, innerPart, mask, hashing), borderPart, hashing);
  if (!isEqual(after, later.root)) throw refused('the consistency proof leads to another later root');
}

async function assertEmptyRoot({ root }: TreeHead, hashing: Hashing): Promise<void> {
  if (!isEqual(root, await hashNothing(hashing))) throw refused('the root of an empty tree is SHA-256 of nothing');
}

function trailingZeros(size: number): number {
  let zeros = 0;
  for (let rest = size; rest % 2 === 0; rest /= 2) zeros += 1;
  return zeros;
}

function refused(message: string): LogError {
  return new LogError('LOG_PROOF', message);
}
