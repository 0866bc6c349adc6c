// What the classifier would say of a document without some of its tokens.
import { featureOf, hashNGrams, nextKey } from '#numeric/models/hashed-n-gram';
import { logitsInto } from '#numeric/models/sparse-softmax';
import type { Corpus } from './corpus.ts';
import { type CrossFit, featureBits, longestNGram } from './cross-fit.ts';

/** Answers for one document after the other; keeps what it needs of the current one. */
export class TokenRemoval {
  readonly #corpus: Corpus;
  readonly #fit: CrossFit;
  /** Times that each feature stands in the current document. */
  readonly #times = new Int32Array(2 ** featureBits);
  #document = -1;
  #words = new Int32Array(0);
  #pairs = new Int32Array(0);
  readonly #logits: Float64Array;

  constructor(corpus: Corpus, fit: CrossFit) {
    this.#corpus = corpus;
    this.#fit = fit;
    this.#logits = new Float64Array(corpus.classes.length);
  }

  /**
   * Logits without the tokens at these places, by taking their features away: neighbours that come together by the cut are not
   * looked at as a pair, `exactWithout` does that.
   * @param places - places in the document, from 0, ascending
   * @returns length classes; overwritten by the next call
   */
  without(document: number, places: readonly number[]): Float64Array {
    if (document !== this.#document) this.#enter(document);
    const { classes } = this.#corpus;
    const model = this.#fit.models[this.#fit.foldOf[document] ?? 0];
    const features = this.#fit.features[document]?.features.length ?? 0;
    if (model === undefined) return this.#logits;
    const gone = this.#takeOut(places);
    const scale = Math.sqrt(features);
    const rest = 1 / Math.sqrt(Math.max(1, features - gone.length));
    for (let c = 0; c < classes.length; c++) {
      const bias = model.bias[c] ?? 0;
      let sum = ((this.#fit.logits[document * classes.length + c] ?? 0) - bias) * scale;
      for (const feature of gone) sum -= model.weights[feature * classes.length + c] ?? 0;
      this.#logits[c] = bias + sum * rest;
    }
    return this.#logits;
  }

  /** Logits of the document as it reads without the tokens at these places. */
  exactWithout(document: number, places: readonly number[]): Float64Array {
    const left = new Set(places);
    return this.logitsOf(
      document,
      this.tokensOf(document).filter((_, place) => !left.has(place)),
    );
  }

  /** Logits of these tokens by the model that did not see the document. */
  logitsOf(document: number, ids: Int32Array): Float64Array {
    const { hashes } = this.#corpus;
    const row = hashNGrams(
      Uint32Array.from(ids, (id) => hashes[id] ?? 0),
      { longest: longestNGram, bits: featureBits },
    );
    const model = this.#fit.models[this.#fit.foldOf[document] ?? 0];
    if (model !== undefined) logitsInto(this.#logits, model, row);
    return this.#logits;
  }

  tokensOf(document: number): Int32Array {
    const { offsets, ids } = this.#corpus;
    return ids.subarray(offsets[document] ?? 0, offsets[document + 1] ?? 0);
  }

  #enter(document: number): void {
    for (const feature of this.#words) this.#times[feature] = 0;
    for (const feature of this.#pairs) this.#times[feature] = 0;
    this.#document = document;
    const keys = this.tokensOf(document).map((id) => this.#corpus.hashes[id] ?? 0);
    this.#words = keys.map((hash) => featureOf(nextKey(0, hash >>> 0), featureBits));
    this.#pairs = keys
      .subarray(0, Math.max(0, keys.length - 1))
      .map((hash, at) => featureOf(nextKey(nextKey(0, hash >>> 0), (keys[at + 1] ?? 0) >>> 0), featureBits));
    for (const feature of this.#words) this.#times[feature] = (this.#times[feature] ?? 0) + 1;
    for (const feature of this.#pairs) this.#times[feature] = (this.#times[feature] ?? 0) + 1;
  }

  /** Features of which no occurrence is left. */
  #takeOut(places: readonly number[]): readonly number[] {
    const touched: number[] = [];
    let last = -2;
    for (const place of places) {
      touched.push(this.#words[place] ?? 0);
      if (place > 0 && last !== place - 1) touched.push(this.#pairs[place - 1] ?? 0);
      if (place < this.#pairs.length) touched.push(this.#pairs[place] ?? 0);
      last = place;
    }
    for (const feature of touched) this.#times[feature] = (this.#times[feature] ?? 0) - 1;
    const gone = [...new Set(touched)].filter((feature) => this.#times[feature] === 0);
    for (const feature of touched) this.#times[feature] = (this.#times[feature] ?? 0) + 1;
    return gone;
  }
}

/** How far the best other class is ahead of `label`; below 0: behind. */
export function lead(logits: Float64Array, label: number): number {
  let best = -Infinity;
  for (let c = 0; c < logits.length; c++) {
    const logit = logits[c] ?? 0;
    if (c !== label && logit > best) best = logit;
  }
  return best - (logits[label] ?? 0);
}
