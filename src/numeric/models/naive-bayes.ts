// Multinomial naive Bayes that learns and forgets: a document is added to it or taken out of it in the time of its length,
// so that "with and without this one" costs no training.
import { NumericError } from '#core/errors';

/** The different tokens of a document, each once. */
export interface TokenCounts {
  /** 0..vocabulary-1 */
  readonly tokens: Int32Array;
  /** How often each stands there, >= 1; length as `tokens`. */
  readonly counts: Int32Array;
}

export interface NaiveBayesShape {
  readonly classes: number;
  /** Number of different tokens there may be. */
  readonly vocabulary: number;
  /** Added to every count, > 0. 1 is Laplace's rule. */
  readonly smoothing?: number;
  /**
   * `tokens`: the share of a token among all tokens of the class, which is the multinomial model. `documents`: the share of the
   * documents of the class that hold it, as spam filters count, where the length of one document dilutes nothing; counts are to be 1 then.
   */
  readonly per?: 'tokens' | 'documents';
}

/**
 * Naive Bayes over token counts, with class frequencies as prior.
 * @throws {NumericError} NUMERIC_RANGE for shapes, labels or tokens out of range, and when a document is removed that was not added
 * @source McCallum, Nigam 1998 (multinomial event model); per documents: the tokens that are there, of their Bernoulli model
 * @limits memory classes x vocabulary x 4 bytes
 * @example
 * const model = new NaiveBayes({ classes: 2, vocabulary: 3 });
 * model.add({ tokens: Int32Array.of(0), counts: Int32Array.of(2) }, 1);
 */
export class NaiveBayes {
  readonly classes: number;
  readonly vocabulary: number;
  readonly smoothing: number;
  readonly #per: 'tokens' | 'documents';
  /** How often a token was seen in a class, shape [classes, vocabulary]. */
  readonly #counts: Int32Array;
  readonly #tokensOfClass: Float64Array;
  readonly #documentsOfClass: Int32Array;
  #documents = 0;

  constructor({ classes, vocabulary, smoothing = 1, per = 'tokens' }: NaiveBayesShape) {
    assertRange('classes', classes, 1, 2 ** 20);
    assertRange('vocabulary', vocabulary, 1, 2 ** 28);
    if (!(smoothing > 0)) throw new NumericError('NUMERIC_RANGE', 'smoothing has to be above 0', { value: smoothing });
    this.classes = classes;
    this.vocabulary = vocabulary;
    this.smoothing = smoothing;
    this.#per = per;
    this.#counts = new Int32Array(classes * vocabulary);
    this.#tokensOfClass = new Float64Array(classes);
    this.#documentsOfClass = new Int32Array(classes);
  }

  add(document: TokenCounts, label: number): void {
    this.#assertDocument(document, label);
    this.#change(document, label, 1);
  }

  /** The exact inverse of `add`; nothing is changed when it throws. */
  remove(document: TokenCounts, label: number): void {
    this.#assertDocument(document, label);
    const base = label * this.vocabulary;
    const missing = document.tokens.findIndex((token, at) => this.#countAt(base + token) < (document.counts[at] ?? 0));
    if (missing !== -1 || (this.#documentsOfClass[label] ?? 0) === 0)
      throw new NumericError('NUMERIC_RANGE', 'a document is removed that was not added', { value: label });
    this.#change(document, label, -1);
  }

  /** How often `token` was seen in class `label`. */
  count(label: number, token: number): number {
    return this.#countAt(label * this.vocabulary + token);
  }

  /** ln of prior and likelihood per class, without the constant of the multinomial. Classes without documents: -Infinity. */
  logJoint(document: TokenCounts): Float64Array {
    const joint = new Float64Array(this.classes);
    for (let label = 0; label < this.classes; label++) joint[label] = this.#logJointOf(document, label);
    return joint;
  }

  /** ln P(class), and the ln of what each count is divided by. */
  classTerms(label: number): { readonly logPrior: number; readonly logTotal: number } {
    return {
      logPrior: Math.log((this.#documentsOfClass[label] ?? 0) / this.#documents),
      logTotal: Math.log(this.total(label, 0)),
    };
  }

  /** What counts of class `label` are divided by; `more`: if it had one document of so many tokens more, 0: as it is. */
  total(label: number, more: number): number {
    if (this.#per === 'tokens') return (this.#tokensOfClass[label] ?? 0) + more + this.smoothing * this.vocabulary;
    return this.documents(label) + (more > 0 ? 1 : 0) + 2 * this.smoothing;
  }

  /** Documents that class `label` was made of. */
  documents(label: number): number {
    return this.#documentsOfClass[label] ?? 0;
  }

  /** The most likely class; of equal ones the first. */
  predict(document: TokenCounts): number {
    const joint = this.logJoint(document);
    return joint.reduce((best, value, label) => (value > (joint[best] ?? -Infinity) ? label : best), 0);
  }

  #countAt(place: number): number {
    return this.#counts[place] ?? 0;
  }

  #logJointOf({ tokens, counts }: TokenCounts, label: number): number {
    const { logPrior, logTotal } = this.classTerms(label);
    const base = label * this.vocabulary;
    let sum = 0;
    let length = 0;
    for (let at = 0; at < tokens.length; at++) {
      const times = counts[at] ?? 0;
      sum += times * Math.log(this.#countAt(base + (tokens[at] ?? 0)) + this.smoothing);
      length += times;
    }
    return logPrior + sum - length * logTotal;
  }

  #change({ tokens, counts }: TokenCounts, label: number, sign: 1 | -1): void {
    const base = label * this.vocabulary;
    let length = 0;
    for (let at = 0; at < tokens.length; at++) {
      const place = base + (tokens[at] ?? 0);
      const times = counts[at] ?? 0;
      this.#counts[place] = this.#countAt(place) + sign * times;
      length += times;
    }
    this.#tokensOfClass[label] = (this.#tokensOfClass[label] ?? 0) + sign * length;
    this.#documentsOfClass[label] = (this.#documentsOfClass[label] ?? 0) + sign;
    this.#documents += sign;
  }

  #assertDocument({ tokens, counts }: TokenCounts, label: number): void {
    assertRange('label', label, 0, this.classes - 1);
    if (tokens.length !== counts.length)
      throw new NumericError('NUMERIC_SHAPE', 'a document has as many counts as different tokens', {
        value: counts.length,
      });
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] ?? -1;
      if (token < 0 || token >= this.vocabulary || (counts[at] ?? 0) < 1)
        throw new NumericError('NUMERIC_RANGE', 'a token is not of the vocabulary, or stands there less than once', {
          value: token,
        });
    }
  }
}

function assertRange(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new NumericError('NUMERIC_RANGE', `${name} has to be a whole number, ${least}..${most}`, { value });
}
