// A quiz of documents under a naive Bayes model, and what becomes of it when the model learns one document more: without training
// again, and without looking at words that the two do not share. The result is the one of adding, asking and removing.
import type { NaiveBayes, TokenCounts } from '#numeric/models/naive-bayes';

export interface QuizDocument {
  readonly counts: TokenCounts;
  readonly label: number;
}

/** What learning a document of some class does to documents of the other classes. */
export interface QuizChange {
  /** Right before and wrong after. */
  readonly lost: number;
  /** Wrong before and right after. */
  readonly won: number;
}

/** A quiz that was asked once, with the words of its documents as an index. */
export class Quiz {
  readonly #model: NaiveBayes;
  readonly #documents: readonly QuizDocument[];
  /** ln of prior and likelihood, shape [documents, classes]. */
  readonly #joint: Float64Array;
  readonly #lengths: Float64Array;
  /** Token -> places in `#holders`, which name the documents that hold it. */
  readonly #first: ReadonlyMap<number, number>;
  readonly #holders: Int32Array;
  readonly #times: Int32Array;
  readonly #ends: Int32Array;
  readonly #gain: Float64Array;

  /** `model` is not to be changed as long as the quiz is used. */
  constructor(model: NaiveBayes, documents: readonly QuizDocument[]) {
    this.#model = model;
    this.#documents = documents;
    this.#joint = Float64Array.from(documents.flatMap(({ counts }) => [...model.logJoint(counts)]));
    this.#lengths = Float64Array.from(documents, ({ counts }) => counts.counts.reduce((sum, times) => sum + times, 0));
    this.#gain = new Float64Array(documents.length);
    const index = indexOf(documents);
    this.#first = index.first;
    this.#holders = index.holders;
    this.#times = index.times;
    this.#ends = index.ends;
  }

  /** What learning `candidate` as a document of class `label` would change. */
  changeBy(candidate: TokenCounts, label: number): QuizChange {
    const model = this.#model;
    const { classes } = model;
    const length = this.#spread(candidate, label);
    const size = model.documents(label);
    const total = Math.log(model.total(label, length)) - model.classTerms(label).logTotal;
    // ln of (n + 1) / n documents of the class; what all classes lose by one document more in all cancels out.
    const prior = Math.log((size + 1) / size);
    let lost = 0;
    let won = 0;
    for (const [at, document] of this.#documents.entries()) {
      if (document.label === label) continue;
      const joint = this.#joint.subarray(at * classes, (at + 1) * classes);
      const before = joint[label] ?? 0;
      const after = before + prior + (this.#gain[at] ?? 0) - (this.#lengths[at] ?? 0) * total;
      const own = joint[document.label] ?? 0;
      const rest = bestBut(joint, label, document.label);
      const wasRight = own > before && own > rest;
      const isRight = own > after && own > rest;
      if (wasRight && !isRight) lost += 1;
      if (!wasRight && isRight) won += 1;
    }
    return { lost, won };
  }

  /** Documents of classes other than `label` that are told right without any candidate. */
  right(label: number): number {
    const { classes } = this.#model;
    return this.#documents.filter((document, at) => {
      const joint = this.#joint.subarray(at * classes, (at + 1) * classes);
      return document.label !== label && (joint[document.label] ?? 0) > bestBut(joint, document.label, document.label);
    }).length;
  }

  /** What the shared words add to each document's likelihood, into `#gain`. @returns tokens of the candidate */
  #spread({ tokens, counts }: TokenCounts, label: number): number {
    this.#gain.fill(0);
    let length = 0;
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] ?? 0;
      const times = counts[at] ?? 0;
      length += times;
      const from = this.#first.get(token);
      if (from === undefined) continue;
      const known = this.#model.count(label, token) + this.#model.smoothing;
      const more = Math.log((known + times) / known);
      for (let place = from; place < (this.#ends[from] ?? 0); place++) {
        const document = this.#holders[place] ?? 0;
        this.#gain[document] = (this.#gain[document] ?? 0) + (this.#times[place] ?? 0) * more;
      }
    }
    return length;
  }
}

interface HolderIndex {
  readonly first: ReadonlyMap<number, number>;
  readonly holders: Int32Array;
  readonly times: Int32Array;
  /** At the first place of a token the place after its last. */
  readonly ends: Int32Array;
}

function indexOf(documents: readonly QuizDocument[]): HolderIndex {
  const lists = new Map<number, [document: number, times: number][]>();
  for (const [document, { counts }] of documents.entries()) {
    for (const [at, token] of counts.tokens.entries()) {
      const list = lists.get(token);
      const entry: [number, number] = [document, counts.counts[at] ?? 0];
      if (list === undefined) lists.set(token, [entry]);
      else list.push(entry);
    }
  }
  const size = [...lists.values()].reduce((sum, list) => sum + list.length, 0);
  const index = { holders: new Int32Array(size), times: new Int32Array(size), ends: new Int32Array(size) };
  const first = new Map<number, number>();
  let place = 0;
  for (const [token, list] of lists) {
    first.set(token, place);
    index.ends[place] = place + list.length;
    for (const [document, times] of list) {
      index.holders[place] = document;
      index.times[place] = times;
      place += 1;
    }
  }
  return { first, ...index };
}

/** The largest of a row but for two places, -Infinity when there is no other. */
function bestBut(joint: Float64Array, one: number, two: number): number {
  let best = -Infinity;
  for (let c = 0; c < joint.length; c++) {
    const value = joint[c] ?? 0;
    if (c !== one && c !== two && value > best) best = value;
  }
  return best;
}
