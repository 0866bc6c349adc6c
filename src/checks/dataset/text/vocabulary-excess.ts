// Dictionary attacks: a document with far more different words than text of its length has.
import type { Corpus } from './corpus.ts';

export interface VocabularyExcess {
  /** Per document: different words to those that so many words drawn at random from all documents would bring. Text repeats itself: below 1. */
  readonly ratio: Float64Array;
  /** Different words of the vocabulary that other documents share. */
  readonly distinct: Int32Array;
  readonly vocabulary: number;
}

/**
 * Compares the number of different words of each document with its expectation under the pooled frequencies, every document weighing the
 * same. Burstiness of words makes real text fall below the expectation (Church, Gale 1995); a list of words lies above it.
 * Only words of at least three documents count, so that garbage (base64, identifiers) is no vocabulary.
 * @source attack: Nelson et al. 2008, section 3.2
 */
export function vocabularyExcess(corpus: Corpus): VocabularyExcess {
  const shared = sharedTokens(corpus);
  const frequency = pooledFrequency(corpus, shared);
  const expected = expectedDistinct(frequency);
  const distinct = new Int32Array(corpus.count);
  const last = new Int32Array(corpus.vocabulary);
  const ratio = Float64Array.from({ length: corpus.count }, (_, document) => {
    let length = 0;
    let different = 0;
    for (let place = corpus.offsets[document] ?? 0; place < (corpus.offsets[document + 1] ?? 0); place++) {
      const id = corpus.ids[place] ?? 0;
      if (shared[id] !== 1) continue;
      length += 1;
      if (last[id] === document + 1) continue;
      last[id] = document + 1;
      different += 1;
    }
    distinct[document] = different;
    return length === 0 ? 0 : different / expected(length);
  });
  return { ratio, distinct, vocabulary: frequency.length };
}

/** 1 for tokens of at least `leastDocuments` documents. */
function sharedTokens(corpus: Corpus): Uint8Array {
  const documents = new Int32Array(corpus.vocabulary);
  const last = new Int32Array(corpus.vocabulary);
  for (let document = 0; document < corpus.count; document++) {
    for (let place = corpus.offsets[document] ?? 0; place < (corpus.offsets[document + 1] ?? 0); place++) {
      const id = corpus.ids[place] ?? 0;
      if (last[id] === document + 1) continue;
      last[id] = document + 1;
      documents[id] = (documents[id] ?? 0) + 1;
    }
  }
  return Uint8Array.from(documents, (count) => (count >= leastDocuments ? 1 : 0));
}

/** Mean over documents of the share of each shared token, summing to 1, for tokens that are shared. */
function pooledFrequency(corpus: Corpus, shared: Uint8Array): Float64Array {
  const sum = new Float64Array(corpus.vocabulary);
  let total = 0;
  for (let document = 0; document < corpus.count; document++) {
    const from = corpus.offsets[document] ?? 0;
    const to = corpus.offsets[document + 1] ?? 0;
    for (let place = from; place < to; place++) {
      const id = corpus.ids[place] ?? 0;
      if (shared[id] !== 1) continue;
      sum[id] = (sum[id] ?? 0) + 1 / (to - from);
      total += 1 / (to - from);
    }
  }
  return sum.filter((share) => share > 0).map((share) => share / total);
}

/** Expected number of different tokens among n drawn ones, from a table at powers of 2^(1/4). */
function expectedDistinct(frequency: Float64Array): (length: number) => number {
  const table = new Map<number, number>();
  const at = (step: number): number => {
    const known = table.get(step);
    if (known !== undefined) return known;
    const length = 2 ** (step / 4);
    let sum = 0;
    for (const share of frequency) sum += 1 - (1 - share) ** length;
    table.set(step, sum);
    return sum;
  };
  return (length) => {
    const step = 4 * Math.log2(length);
    const low = Math.floor(step);
    return at(low) + (step - low) * (at(low + 1) - at(low));
  };
}

const leastDocuments = 3;
