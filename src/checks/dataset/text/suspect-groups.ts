// Which phrases hold their documents in their class: without them the rest reads like another class.
import { binomialTail } from '#numeric/statistics/binomial-tail';
import type { Corpus } from './corpus.ts';
import type { CrossFit } from './cross-fit.ts';
import type { PhraseGroups } from './phrase-groups.ts';
import type { PurePhrases } from './pure-phrases.ts';
import { lead, TokenRemoval } from './token-removal.ts';

export interface SuspectGroup {
  readonly group: number;
  readonly label: number;
  /** Documents of the class with the phrase, near-duplicates counted once. */
  readonly documents: number;
  /** Of these: without the phrase they read clearly like another class. */
  readonly flipped: number;
  /** Binomial, times the number of phrases that were tested. */
  readonly pValue: number;
}

export interface SuspectOptions {
  /** Documents that count: one of each group of near-duplicates of a class. */
  readonly counts: Uint8Array;
  /** How far another class has to be ahead, per class. */
  readonly clearLead: Float64Array;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Most tokens of one document that a trigger may consist of: what covers more is a template. */
export const mostTriggerTokens = 40;

/**
 * Tests every group of phrases: the share of its documents that read clearly like another class without it, against the same share over
 * all groups of the class. A phrase that is natural in its class is taken out of documents that have other words of the class.
 * @source binomial test with Bonferroni's correction over all phrases that were counted
 */
export function suspectGroups(
  corpus: Corpus,
  fit: CrossFit,
  phrases: PurePhrases,
  groups: PhraseGroups,
  options: SuspectOptions,
): readonly SuspectGroup[] {
  const tally = { documents: new Int32Array(groups.count), flipped: new Int32Array(groups.count) };
  const removal = new TokenRemoval(corpus, fit);
  for (let document = 0; document < corpus.count; document++) {
    const label = corpus.labels[document] ?? -1;
    if (options.counts[document] !== 1 || label < 0) continue;
    if (document % 256 === 0) {
      options.signal?.throwIfAborted();
      options.onProgress?.(document / corpus.count);
    }
    for (const grouping of groups.groupings) {
      for (const [group, places] of placesByGroup(corpus, phrases, grouping, document)) {
        tally.documents[group] = (tally.documents[group] ?? 0) + 1;
        if (places.length > mostTriggerTokens) continue;
        if (lead(removal.without(document, places), label) >= (options.clearLead[label] ?? 0))
          tally.flipped[group] = (tally.flipped[group] ?? 0) + 1;
      }
    }
  }
  return judge(tally, phrases, groups, baseShares(corpus, fit, tally, groups, options));
}

/** Places that the phrases of a group cover in a document, ascending, for every group with a phrase of the document's class. */
export function placesByGroup(
  corpus: Corpus,
  phrases: PurePhrases,
  grouping: Int32Array,
  document: number,
): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  const from = corpus.offsets[document] ?? 0;
  const to = corpus.offsets[document + 1] ?? 0;
  const label = corpus.labels[document];
  for (let place = from; place < to; place++) {
    for (const [level, at] of phrases.at.entries()) {
      const phrase = at[place] ?? -1;
      if (phrase < 0 || phrases.labels[phrase] !== label) continue;
      const group = grouping[phrase] ?? 0;
      const places = found.get(group) ?? [];
      if (places.length === 0) found.set(group, places);
      const next = Math.max(place - from, (places.at(-1) ?? -1) + 1);
      for (let covered = next; covered <= place - from + level; covered++) places.push(covered);
    }
  }
  return found;
}

interface Tally {
  readonly documents: Int32Array;
  readonly flipped: Int32Array;
}

/** Per class the share to expect: over all groups but those that are to be found, and of the documents as they are. */
function baseShares(
  corpus: Corpus,
  fit: CrossFit,
  { documents, flipped }: Tally,
  groups: PhraseGroups,
  { counts, clearLead }: SuspectOptions,
): Float64Array {
  const classes = corpus.classes.length;
  const seen = new Float64Array(classes);
  const clear = new Float64Array(classes);
  for (let group = 0; group < groups.count; group++) {
    const label = groups.labels[group] ?? 0;
    if ((flipped[group] ?? 0) >= leastFlippedShare * (documents[group] ?? 0)) continue;
    seen[label] = (seen[label] ?? 0) + (documents[group] ?? 0);
    clear[label] = (clear[label] ?? 0) + (flipped[group] ?? 0);
  }
  const own = new Float64Array(classes);
  const wrong = new Float64Array(classes);
  for (let document = 0; document < corpus.count; document++) {
    const label = corpus.labels[document] ?? -1;
    if (counts[document] !== 1 || label < 0) continue;
    own[label] = (own[label] ?? 0) + 1;
    const logits = fit.logits.subarray(document * classes, (document + 1) * classes);
    if (lead(logits, label) >= (clearLead[label] ?? 0)) wrong[label] = (wrong[label] ?? 0) + 1;
  }
  return seen.map((count, label) =>
    Math.max(
      leastBaseShare,
      (clear[label] ?? 0) / Math.max(1, count),
      (wrong[label] ?? 0) / Math.max(1, own[label] ?? 0),
    ),
  );
}

function judge(
  { documents, flipped }: Tally,
  phrases: PurePhrases,
  groups: PhraseGroups,
  baseShare: Float64Array,
): readonly SuspectGroup[] {
  const suspects: SuspectGroup[] = [];
  for (let group = 0; group < groups.count; group++) {
    const label = groups.labels[group] ?? 0;
    const n = documents[group] ?? 0;
    const m = flipped[group] ?? 0;
    if (m < leastFlippedShare * n) continue;
    const pValue = Math.min(1, binomialTail(m, n, baseShare[label] ?? 1) * phrases.tested);
    if (pValue <= significance) suspects.push({ group, label, documents: n, flipped: m, pValue });
  }
  return suspects.sort((a, b) => a.pValue - b.pValue || b.flipped - a.flipped || a.group - b.group);
}

export const leastFlippedShare = 0.3;
export const significance = 0.01;
const leastBaseShare = 0.01;
