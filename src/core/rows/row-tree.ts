// The Merkle tree over the rows of a file. Its root binds every row, its place, how many there are and how the file was read:
//
//     root = SHA-256(0x01 || leafHash(head) || MTH(rows))
//     head = canonical JSON of {schema, count, format, key?, label?, columns?}
//     row  = length of the key as 4 bytes, big-endian || key || SHA-256 of the content
//
// MTH and leafHash are those of RFC 6962 section 2.1. The head makes the root stand alone: with another number of rows the same
// tree could show a row at another place.
import { canonicalJson } from '../canonical-json.ts';
import { emptyRoot, largestPowerBelow, leafHash, nodeHash } from '../tree-hash.ts';
import { type RowReading, readingFields } from './row.ts';

/** Root of a tree that grows to the right, in memory that grows with its height. */
export class TreeRoot {
  /** Roots of complete subtrees, largest first: one for each 1 in the binary form of the count. */
  readonly #roots: Uint8Array[] = [];
  #count = 0;

  add(leaf: Uint8Array): void {
    let root = leaf;
    for (let count = this.#count; count % 2 === 1; count = (count - 1) / 2) {
      root = nodeHash(this.#roots.pop() ?? emptyRoot, root);
    }
    this.#roots.push(root);
    this.#count += 1;
  }

  root(): Uint8Array {
    return this.#roots.length === 0 ? emptyRoot : this.#roots.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** The head of a table as text. @param count - rows */
export function encodeHead(reading: RowReading, count: number): string {
  return canonicalJson({ ...readingFields(reading), count, schema: 'assay.rows/1' });
}

/** @param rows - root of the tree over the rows, 32 bytes */
export function tableRoot(head: string, rows: Uint8Array): Uint8Array {
  return nodeHash(leafHash(Buffer.from(head)), rows);
}

/** Hash of a row with its key. @param key - empty when the row has none @param digest - 32 bytes */
export function rowHash(key: Uint8Array, digest: Uint8Array): Uint8Array {
  const length = 4 + key.length + digest.length;
  const entry = length <= scratch.length ? scratch.subarray(0, length) : Buffer.allocUnsafe(length);
  entry.writeUInt32BE(key.length);
  entry.set(key, 4);
  entry.set(digest, 4 + key.length);
  return leafHash(entry);
}

/**
 * PATH(m, D[n]) of RFC 6962 section 2.1.1.
 * @param leafOf - hash of a leaf; each is asked for once
 * @returns the leaf's sibling first
 */
export function pathTo(index: number, count: number, leafOf: (index: number) => Uint8Array): readonly Uint8Array[] {
  const path: Uint8Array[] = [];
  let from = 0;
  let to = count;
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    path.push(index < split ? rootBetween(split, to, leafOf) : rootBetween(from, split, leafOf));
    if (index < split) to = split;
    else from = split;
  }
  return path.reverse();
}

/** The root that a path leads to; undefined when a tree of `count` leaves has no path of that length there. */
export function rootAbove(
  index: number,
  count: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  const turns: boolean[] = [];
  let from = 0;
  let to = count;
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    turns.push(index < split);
    if (index < split) to = split;
    else from = split;
  }
  if (turns.length !== path.length || index >= count) return undefined;
  return turns.reverse().reduce((below, isLeft, at) => join(below, path[at] ?? emptyRoot, isLeft), leaf);
}

function join(below: Uint8Array, sibling: Uint8Array, isLeft: boolean): Uint8Array {
  return isLeft ? nodeHash(below, sibling) : nodeHash(sibling, below);
}

function rootBetween(from: number, to: number, leafOf: (index: number) => Uint8Array): Uint8Array {
  const tree = new TreeRoot();
  for (let index = from; index < to; index += 1) tree.add(leafOf(index));
  return tree.root();
}

const scratch = Buffer.allocUnsafe(1 << 11);
