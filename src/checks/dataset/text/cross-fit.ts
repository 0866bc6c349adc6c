// Predictions for each document by a classifier that did not learn from it, nor from anything nearly equal to it.
import { hashNGrams, type SparseRow } from '#numeric/models/hashed-n-gram';
import { logitsInto, type SparseSoftmax, trainSparseSoftmax } from '#numeric/models/sparse-softmax';
import { mix } from '#numeric/text/split-tokens';
import type { Corpus } from './corpus.ts';

export interface CrossFit {
  /** One per fold. */
  readonly models: readonly SparseSoftmax[];
  /** Per document the model that did not see it. */
  readonly foldOf: Uint8Array;
  /** Logits of that model, shape [count, classes]. */
  readonly logits: Float64Array;
  readonly features: readonly SparseRow[];
}

export interface CrossFitOptions {
  readonly seed: number;
  readonly folds?: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Trains a classifier per fold on the documents of the others that have a label.
 * @param groupOf - group per document: a group stands in one fold, so that a copy does not give its double away
 */
export function crossFit(corpus: Corpus, groupOf: Int32Array, options: CrossFitOptions): CrossFit {
  const { seed, folds = 5 } = options;
  const classes = corpus.classes.length;
  const features = Array.from({ length: corpus.count }, (_, document) => featuresOf(corpus, document));
  const foldOf = Uint8Array.from(groupOf, (group) => mix(mix(group + 1) ^ mix(seed)) % folds);
  const logits = new Float64Array(corpus.count * classes);
  const models: SparseSoftmax[] = [];
  for (let fold = 0; fold < folds; fold++) {
    options.signal?.throwIfAborted();
    const rows: number[] = [];
    for (let d = 0; d < corpus.count; d++) if (foldOf[d] !== fold && (corpus.labels[d] ?? -1) >= 0) rows.push(d);
    const shape = { classes, width: 2 ** featureBits, seed: seed + fold };
    const model = trainSparseSoftmax(features, corpus.labels, Int32Array.from(rows), shape);
    models.push(model);
    for (const [document, row] of features.entries())
      if (foldOf[document] === fold)
        logitsInto(logits.subarray(document * classes, (document + 1) * classes), model, row);
    options.onProgress?.((fold + 1) / folds);
  }
  return { models, foldOf, logits, features };
}

function featuresOf({ offsets, ids, hashes }: Corpus, document: number): SparseRow {
  const tokens = ids.subarray(offsets[document] ?? 0, offsets[document + 1] ?? 0);
  return hashNGrams(
    Uint32Array.from(tokens, (id) => hashes[id] ?? 0),
    { longest: longestNGram, bits: featureBits },
  );
}

export const featureBits = 18;
export const longestNGram = 2;
