// RONI as a detector: documents that make small models worse on other classes than any document may.
import type { TokenCounts } from '#numeric/models/naive-bayes';
import { seeded } from '#numeric/random/seeded';
import { binomialTail } from '#numeric/statistics/binomial-tail';
import { type RoniImpact, roniImpact } from './roni.ts';
import { noEvidence, type TextContext, type TextEvidence } from './text-evidence.ts';

/**
 * Measures every labelled document, or as many as the budget takes, drawn by the seed. One half of the pool sets the bound for
 * the candidates of the other, so that no document takes part in setting its own.
 * @param suspects - documents that others speak against: they are not learnt from or asked about
 */
export function detectImpact(context: TextContext, suspects: ReadonlySet<number>): TextEvidence {
  const { corpus, seed } = context;
  const run = { detector: 'roni', version: 1, category: 'sabotage', parameters, flagged: 0 } as const;
  const labelled = [...corpus.labels.keys()].filter((document) => (corpus.labels[document] ?? -1) >= 0);
  if (corpus.classes.length > mostClasses)
    return noEvidence({ ...run, outcome: 'not-applicable', why: `more than ${mostClasses} classes` });
  const random = seeded(seed, 14);
  const drawn =
    labelled.length <= mostCandidates ? labelled : random.shuffle(labelled.slice()).slice(0, mostCandidates);
  const documents = Array.from({ length: corpus.count }, (_, document) => presence(context, document));
  const trusted = labelled.filter((document) => !suspects.has(document) && context.counts[document] === 1);
  const halfOf = halves(trusted, seed);
  const found: { readonly document: number; readonly text: string; readonly score: number }[] = [];
  let bounds = '';
  for (const half of [0, 1]) {
    const candidates = drawn.filter((document) => (halfOf.get(document) ?? document % 2) === half);
    const calibrating = trusted.filter((document) => halfOf.get(document) !== half).slice(0, mostCalibrating);
    const pool = Int32Array.from(trusted.filter((document) => halfOf.get(document) !== half));
    const impact = roniImpact(
      {
        documents,
        labels: corpus.labels,
        classes: corpus.classes.length,
        vocabulary: corpus.vocabulary,
        pool,
        candidates: Int32Array.from([...calibrating, ...candidates]),
      },
      { ...context, seed: seed + half, trials },
    );
    if (impact === undefined)
      return noEvidence({
        ...run,
        outcome: 'not-applicable',
        why: 'it needs two classes with 70 different documents each',
      });
    const bound = boundOf(impact.loss.subarray(0, calibrating.length), impact.right);
    bounds += `${bounds === '' ? '' : ', '}${bound.toFixed(1)}`;
    for (const [at, document] of candidates.entries()) {
      const hit = judge(impact, calibrating.length + at, bound);
      if (hit !== undefined) found.push({ document, ...hit });
    }
  }
  return {
    ...noEvidence({
      ...run,
      outcome: found.length > 0 ? 'fail' : 'pass',
      flagged: found.length,
      why: `${drawn.length} of ${labelled.length} documents were measured; the bounds are ${bounds}`,
    }),
    suspicions: found.map(({ document, text, score }) => ({
      document,
      decision: 'alert',
      category: 'sabotage',
      reason: { detector: 'roni', score, text },
    })),
  };
}

/** Half of each document of the pool, 0 or 1, at random. */
function halves(trusted: readonly number[], seed: number): ReadonlyMap<number, number> {
  const shuffled = seeded(seed, 15).shuffle([...trusted]);
  return new Map(shuffled.map((document, at) => [document, at % 2]));
}

/** The paper's rule, three standard deviations from the median, and at least a stated part of what there is to lose. */
function boundOf(losses: Float64Array, right: number): number {
  const sorted = losses.filter((loss) => !Number.isNaN(loss)).sort();
  const median = sorted[sorted.length >> 1] ?? 0;
  const spread = Math.sqrt(sorted.reduce((sum, loss) => sum + (loss - median) ** 2, 0) / Math.max(1, sorted.length));
  return Math.max(median + 3 * spread, leastLoss * right);
}

function judge(
  { loss, lost, won, trials }: RoniImpact,
  at: number,
  bound: number,
): { text: string; score: number } | undefined {
  const mean = loss[at] ?? Number.NaN;
  if (!(mean > bound)) return undefined;
  const p = binomialTail(lost[at] ?? 0, (lost[at] ?? 0) + (won[at] ?? 0), 0.5) * loss.length;
  if (p > significance) return undefined;
  const text = `a small model that learns it gets ${mean.toFixed(1)} more documents of other classes wrong (bound ${bound.toFixed(1)}, ${trials} trials, p ${p.toExponential(1)} after correction)`;
  return { text, score: Math.min(0.95, 0.5 + 0.2 * (mean / bound)) };
}

function presence({ corpus }: TextContext, document: number): TokenCounts {
  const ids = corpus.ids.subarray(corpus.offsets[document] ?? 0, corpus.offsets[document + 1] ?? 0);
  const tokens = Int32Array.from(new Set(ids));
  return { tokens, counts: new Int32Array(tokens.length).fill(1) };
}

const mostCandidates = 20_000;
const mostCalibrating = 600;
const mostClasses = 20;
const trials = 9;
/** Real mail, n = 2,015 in each of three draws: at most .37 of what there is to lose; lists of words .5 and more. */
const leastLoss = 0.4;
const significance = 0.01;
const parameters = { trials, learntPerClass: 10, askedPerClass: 25, leastLoss, significance };
