// Texts against trusted ones: classifiers over words and pairs of words that learnt from trusted texts alone.
import type { TextSet } from '#core/dataset/data-set';
import { readCorpus } from '../text/corpus.ts';
import { crossFit } from '../text/cross-fit.ts';
import { minHash } from '../text/min-hash.ts';
import { findNearDuplicates } from '../text/near-duplicates.ts';
import { type LabelMargins, largestOf, marginOf, type SharedLabels } from './label-margins.ts';

export interface TextMarginOptions {
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Each text is asked about by a classifier that learnt neither from it nor from what is nearly equal to it: a copy of a trusted text that was
 * given another label does not speak for itself.
 * @throws {AssayError} when the rows cannot be read; the signal's reason when it ends the work
 */
export async function textMargins(
  fresh: TextSet,
  trusted: TextSet,
  labels: SharedLabels,
  options: TextMarginOptions,
): Promise<LabelMargins> {
  const corpus = await readCorpus(joined(fresh, trusted, labels), options);
  const near = findNearDuplicates(minHash(corpus, 64), leastSimilarity);
  const fit = crossFit(corpus, near.groupOf, options);
  const good = new Float64Array(trusted.count).fill(Number.NaN);
  const asked = new Float64Array(fresh.count).fill(Number.NaN);
  const predicted = new Int32Array(fresh.count).fill(-1);
  const classes = labels.names.length;
  for (let document = 0; document < corpus.count; document++) {
    if (corpus.offsets[document] === corpus.offsets[document + 1]) continue;
    const row = corpus.rows[document] ?? 0;
    const logits = fit.logits.subarray(document * classes, (document + 1) * classes);
    const place = row - trusted.count;
    if (place < 0) good[row] = marginOf(logits, labels.trusted[row] ?? -1);
    else {
      asked[place] = marginOf(logits, labels.fresh[place] ?? -1);
      predicted[place] = largestOf(logits);
    }
  }
  return {
    how: 'classifiers over words and pairs of words that learnt from the trusted texts',
    parameters: { folds: fit.models.length, texts: corpus.count },
    folds: [{ good, goodLabels: labels.trusted, asked }],
    predicted,
    notes:
      corpus.leftOut === 0 ? [] : [`${corpus.leftOut} rows of both sets were left out of a sample: all were too many.`],
  };
}

/** Trusted texts first; only these have labels, so that nothing is learnt from the others. */
function joined(fresh: TextSet, trusted: TextSet, { names, trusted: codes }: SharedLabels): TextSet {
  const all = new Int32Array(trusted.count + fresh.count).fill(-1);
  all.set(codes);
  const read = async (rows: ArrayLike<number>): Promise<readonly string[]> => {
    const places = Array.from(rows);
    const own = await trusted.read(places.filter((row) => row < trusted.count));
    const others = await fresh.read(places.filter((row) => row >= trusted.count).map((row) => row - trusted.count));
    let [first, second] = [0, 0];
    return places.map((row) => (row < trusted.count ? own[first++] : others[second++]) ?? '');
  };
  return {
    kind: 'text',
    count: trusted.count + fresh.count,
    id: (row) => row,
    labels: { names, codes: all },
    excluded: [],
    read,
  };
}

const leastSimilarity = 0.7;
