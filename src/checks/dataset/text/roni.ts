// RONI, reject on negative impact: how many documents of other classes a small model gets wrong once it has learnt this one.
import { NaiveBayes, type TokenCounts } from '#numeric/models/naive-bayes';
import { seeded } from '#numeric/random/seeded';
import { Quiz } from './quiz.ts';

export interface RoniInput {
  /** All documents, each with its different tokens. */
  readonly documents: readonly TokenCounts[];
  /** Class per document, 0..classes-1. */
  readonly labels: Int32Array;
  readonly classes: number;
  readonly vocabulary: number;
  /** Documents that small models learn from and are asked about: the less of them is planted, the better. */
  readonly pool: Int32Array;
  /** Documents to measure. */
  readonly candidates: Int32Array;
}

export interface RoniOptions {
  readonly seed: number;
  /** Small models. */
  readonly trials?: number;
  /** Documents of each class that a small model learns. */
  readonly learnt?: number;
  /** Documents of each class that it is asked about. */
  readonly asked?: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

export interface RoniImpact {
  /** Per candidate: documents of other classes lost minus won, mean over the trials; NaN: fewer than three trials could measure it. */
  readonly loss: Float64Array;
  /** Per candidate the sums over the trials. */
  readonly lost: Int32Array;
  readonly won: Int32Array;
  /** Mean over trials and classes of the documents of other classes that are told right without any candidate. */
  readonly right: number;
  readonly trials: number;
}

/**
 * Measures the impact of each candidate on the classes that it does not belong to. A trial leaves out candidates that it learnt from
 * or asks about.
 * @returns undefined when a class of the pool has too few documents for one trial, or there is only one class
 * @source Nelson et al. 2008, section 5.1; Nelson, UCB/EECS-2010-140, chapter 4.4: 20 learnt, 50 asked, 5 trials, by naive Bayes in
 *         place of SpamBayes. The impact comes from an index of shared words (see `Quiz`), not from training
 * @limits O(words of a candidate x documents of the quiz that hold them) per candidate and trial
 */
export function roniImpact(input: RoniInput, options: RoniOptions): RoniImpact | undefined {
  const { seed, trials = 5, learnt = 10, asked = 25 } = options;
  const byClass = poolByClass(input);
  if (byClass.length < 2 || byClass.some((rows) => rows.length < learnt + asked)) return undefined;
  const random = seeded(seed, 13);
  const count = input.candidates.length;
  const sums = { lost: new Int32Array(count), won: new Int32Array(count), measured: new Int32Array(count) };
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const drawn = byClass.map((rows) => random.shuffle(rows.slice()).slice(0, learnt + asked));
    const model = new NaiveBayes({ classes: input.classes, vocabulary: input.vocabulary, per: 'documents' });
    for (const row of drawn.flatMap((rows) => [...rows.slice(0, learnt)])) learn(model, input, row);
    const quiz = new Quiz(
      model,
      drawn.flatMap((rows) => Array.from(rows.slice(learnt), (row) => quizDocument(input, row))),
    );
    const used = new Set(drawn.flatMap((rows) => [...rows]));
    for (let label = 0; label < byClass.length; label++) right += quiz.right(label) / (trials * byClass.length);
    for (const [at, row] of input.candidates.entries()) {
      if (at % 512 === 0) options.signal?.throwIfAborted();
      const document = input.documents[row];
      if (document === undefined || used.has(row)) continue;
      const change = quiz.changeBy(document, input.labels[row] ?? 0);
      sums.lost[at] = (sums.lost[at] ?? 0) + change.lost;
      sums.won[at] = (sums.won[at] ?? 0) + change.won;
      sums.measured[at] = (sums.measured[at] ?? 0) + 1;
    }
    options.onProgress?.((trial + 1) / trials);
  }
  const loss = Float64Array.from(sums.measured, (measured, at) =>
    measured < Math.min(3, trials) ? Number.NaN : ((sums.lost[at] ?? 0) - (sums.won[at] ?? 0)) / measured,
  );
  return { loss, lost: sums.lost, won: sums.won, right, trials };
}

function poolByClass({ pool, labels, classes }: RoniInput): readonly Int32Array[] {
  return Array.from({ length: classes }, (_, label) => pool.filter((row) => labels[row] === label));
}

function learn(model: NaiveBayes, { documents, labels }: RoniInput, row: number): void {
  const document = documents[row];
  if (document !== undefined) model.add(document, labels[row] ?? 0);
}

function quizDocument({ documents, labels }: RoniInput, row: number): { counts: TokenCounts; label: number } {
  return {
    counts: documents[row] ?? { tokens: new Int32Array(0), counts: new Int32Array(0) },
    label: labels[row] ?? 0,
  };
}
