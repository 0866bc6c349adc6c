// Texts as counts of hashed n-grams: no vocabulary is kept, so the size of a model is fixed before the first text is read.
import { mix } from '../text/split-tokens.ts';

/** A sparse row: features that are not 0. */
export interface SparseRow {
  /** 0..2^bits-1, each once, in the order in which they were met. */
  readonly features: Int32Array;
  /** Length as `features`; of length 1 as a vector. */
  readonly values: Float32Array;
}

export interface NGramOptions {
  /** Longest n-gram. 2: words and pairs of neighbours. */
  readonly longest: number;
  /** ln2 of the number of features, 1..24. */
  readonly bits: number;
}

/**
 * The n-grams of a sequence of tokens as hashed features with value 1 where present, scaled to length 1.
 * @param hashes - a 32-bit hash per token
 * @source Weinberger et al. 2009 (feature hashing), without their sign: with 2^18 features collisions are rare
 */
export function hashNGrams(hashes: Uint32Array, options: NGramOptions): SparseRow {
  const seen = new Set<number>();
  for (let at = 0; at < hashes.length; at++) {
    let key = 0;
    for (let n = 1; n <= options.longest && at + n <= hashes.length; n++) {
      key = nextKey(key, hashes[at + n - 1] ?? 0);
      seen.add(featureOf(key, options.bits));
    }
  }
  const features = Int32Array.from(seen);
  const value = 1 / Math.sqrt(Math.max(features.length, 1));
  return { features, values: new Float32Array(features.length).fill(value) };
}

/** The hash of an n-gram from that of its first n-1 tokens and its last token; 0 before the first. */
export function nextKey(key: number, token: number): number {
  return mix(Math.imul(key, 0x9e3779b1) + token);
}

/** The feature that stands for an n-gram. */
export function featureOf(key: number, bits: number): number {
  return key >>> (32 - bits);
}
