// MinHash: a short signature per document, whose agreement estimates how much of their wording two documents share.
import { mix } from '#numeric/text/split-tokens';
import type { Corpus } from './corpus.ts';

export interface Signatures {
  readonly count: number;
  /** Numbers per signature. */
  readonly width: number;
  /** Shape [count, width]. */
  readonly values: Uint32Array;
  /** Different shingles per document; 0: the document has no text, and no signature. */
  readonly shingles: Int32Array;
}

/**
 * Signatures over shingles of three tokens (of documents shorter than that: over what there is).
 * @param width - standard deviation of an estimate of Jaccard similarity J: sqrt(J (1 - J) / width)
 * @source Broder 1997, On the resemblance and containment of documents; hash functions of the family mix(x xor a), not the
 *         permutations of the paper
 * @limits O(width) per token, 4 width bytes per document
 */
export function minHash(corpus: Corpus, width: number): Signatures {
  const values = new Uint32Array(corpus.count * width).fill(0xffffffff);
  const shingles = new Int32Array(corpus.count);
  const salts = Uint32Array.from({ length: width }, (_, at) => mix(Math.imul(at + 1, 0x9e3779b1)));
  for (let document = 0; document < corpus.count; document++) {
    const distinct = shinglesOf(corpus, document);
    shingles[document] = distinct.size;
    const signature = values.subarray(document * width, (document + 1) * width);
    for (const shingle of distinct) {
      for (let at = 0; at < width; at++) {
        const hash = mix(shingle ^ (salts[at] ?? 0));
        if (hash < (signature[at] ?? 0)) signature[at] = hash;
      }
    }
  }
  return { count: corpus.count, width, values, shingles };
}

/** Estimated Jaccard similarity of the shingles of two documents, 0..1. */
export function similarity({ values, width, shingles }: Signatures, a: number, b: number): number {
  if (shingles[a] === 0 || shingles[b] === 0) return 0;
  let equal = 0;
  for (let at = 0; at < width; at++) if (values[a * width + at] === values[b * width + at]) equal += 1;
  return equal / width;
}

/** Hashes of the different shingles of a document. */
export function shinglesOf({ offsets, ids, hashes }: Corpus, document: number): ReadonlySet<number> {
  const from = offsets[document] ?? 0;
  const to = offsets[document + 1] ?? 0;
  const distinct = new Set<number>();
  for (let at = from; at === from || at + shingleTokens <= to; at++) {
    let hash = 0;
    for (let token = at; token < Math.min(at + shingleTokens, to); token++)
      hash = mix(Math.imul(hash, 0x01000193) ^ (hashes[ids[token] ?? 0] ?? 0));
    if (at < to) distinct.add(hash);
  }
  return distinct;
}

const shingleTokens = 3;
