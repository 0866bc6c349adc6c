// Documents that say nearly the same: groups of them, found by locality-sensitive hashing of their signatures.

import { mix } from '#numeric/text/split-tokens';
import { type Signatures, similarity } from './min-hash.ts';
import { PairTable } from './pair-table.ts';

export interface NearDuplicates {
  /** Per document the first document of its group: itself where it has no near-duplicate. */
  readonly groupOf: Int32Array;
  /** Comparisons that were left out because a bucket was crowded: groups may be split. */
  readonly skipped: number;
}

/**
 * Groups documents whose estimated similarity is at least `least`, directly or over others.
 * @param least - 0..1. Pairs that similar meet in a bucket with probability 1 - (1 - least^4)^(width / 4): above .999999 at .8 and
 *        width 128
 * @source Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3.4
 * @limits in a bucket a document is compared with at most `maxCompared` representatives, so crowded buckets cost linear time
 */
export function findNearDuplicates(signatures: Signatures, least: number): NearDuplicates {
  const parent = Int32Array.from({ length: signatures.count }, (_, document) => document);
  let skipped = 0;
  for (let band = 0; (band + 1) * rowsPerBand <= signatures.width; band++) {
    const table = new PairTable();
    const buckets: number[][] = [];
    for (let document = 0; document < signatures.count; document++) {
      if (signatures.shingles[document] === 0) continue;
      const members = bucketOf(table, buckets, signatures, band, document);
      if (members.some((other) => joins(parent, signatures, document, other, least))) continue;
      if (members.length < maxCompared) members.push(document);
      else skipped += 1;
    }
  }
  return { groupOf: parent.map((_, document) => rootOf(parent, document)), skipped };
}

/** Documents that stand for those of the bucket so far: no two of them are of one group. */
function bucketOf(
  table: PairTable,
  buckets: number[][],
  signatures: Signatures,
  band: number,
  document: number,
): number[] {
  const from = document * signatures.width + band * rowsPerBand;
  let first = 0;
  let second = 0x9747b28c;
  for (let at = from; at < from + rowsPerBand; at++) {
    first = mix(Math.imul(first, 0x01000193) ^ (signatures.values[at] ?? 0));
    second = mix(Math.imul(second, 0x5bd1e995) + (signatures.values[at] ?? 0));
  }
  const number = table.add(first, second);
  const known = buckets[number];
  if (known !== undefined) return known;
  const made: number[] = [];
  buckets[number] = made;
  return made;
}

function joins(parent: Int32Array, signatures: Signatures, document: number, other: number, least: number): boolean {
  const a = rootOf(parent, document);
  const b = rootOf(parent, other);
  if (a === b) return true;
  if (similarity(signatures, document, other) < least) return false;
  parent[Math.max(a, b)] = Math.min(a, b);
  return true;
}

/** The first document of a group; shortens the way on the way. */
function rootOf(parent: Int32Array, document: number): number {
  let at = document;
  while (parent[at] !== at) {
    const above = parent[at] ?? at;
    parent[at] = parent[above] ?? above;
    at = above;
  }
  return at;
}

const rowsPerBand = 4;
const maxCompared = 32;
