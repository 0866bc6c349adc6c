// Which phrases hold their documents in their class: without them the rest reads like another class.
import { binomialTail } from '#numeric/statistics/binomial-tail';
import type { Corpus } from './corpus.ts';
import type { CrossFit } from './cross-fit.ts';
import type { PhraseGroups } from './phrase-groups.ts';
import { placesByGroup } from './places-by-group.ts';
import type { PurePhrases } from './pure-phrases.ts';
import { lead, TokenRemoval } from './token-removal.ts';

export interface SuspectGroup {
  readonly group: number;
  readonly label: number;
  /** Documents of the class with the phrase, near-duplicates counted once. */
  readonly documents: number;
  /** Of these: without the phrase they read like another class, clearly or at all, whichever is less probable by chance. */
  readonly flipped: number;
  /** Binomial, times the number of phrases that were tested. */
  readonly pValue: number;
}

export interface SuspectOptions {
  /** Documents that count: one of each group of near-duplicates of a class. */
  readonly counts: Uint8Array;
  /** How far another class has to be ahead to be clear, per class. */
  readonly clearLead: Float64Array;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Most tokens of one document that a trigger may consist of: what covers more is a template. */
export const mostTriggerTokens = 40;

/**
 * Tests every group of phrases: the share of its documents that read like another class without it, against the same share over all
 * groups of the class. A phrase that is natural in its class is taken out of documents that have other words of the class.
 * Asked twice: for any lead of another class, and for a clear one.
 * @source binomial test with Bonferroni's correction over all phrases that were counted and both questions
 */
export function suspectGroups(
  corpus: Corpus,
  fit: CrossFit,
  phrases: PurePhrases,
  groups: PhraseGroups,
  options: SuspectOptions,
): readonly SuspectGroup[] {
  const documents = new Int32Array(groups.count);
  const any: Question = {
    lead: new Float64Array(options.clearLead.length),
    flipped: new Int32Array(groups.count),
    leastShare: 0.5,
    leastBase: 0.05,
    mostBase: 0.08,
    mostCovered: 0.25,
  };
  const clear: Question = {
    lead: options.clearLead,
    flipped: new Int32Array(groups.count),
    leastShare: leastFlippedShare,
    leastBase: 0.01,
    mostBase: 1,
    mostCovered: 1,
  };
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
        documents[group] = (documents[group] ?? 0) + 1;
        if (places.length > mostTriggerTokens) continue;
        const ahead = lead(removal.without(document, places), label);
        const covered = places.length / removal.tokensOf(document).length;
        for (const question of [any, clear])
          if (ahead > (question.lead[label] ?? 0) && covered <= question.mostCovered)
            question.flipped[group] = (question.flipped[group] ?? 0) + 1;
      }
    }
  }
  const suspects = [any, clear].flatMap((question) =>
    judge(question, documents, phrases, groups, baseOf(corpus, fit, question, documents, groups, options.counts)),
  );
  return suspects.sort((a, b) => a.pValue - b.pValue || b.flipped - a.flipped || a.group - b.group);
}

/** From which lead of another class on a document counts as flipped. */
interface Question {
  /** Per class. */
  readonly lead: Float64Array;
  /** Documents per group. */
  readonly flipped: Int32Array;
  /** Of the documents of a group that is suspect. */
  readonly leastShare: number;
  /** The least share that chance is taken for: natural phrases differ. */
  readonly leastBase: number;
  /** The most: in classes that are often taken for others the question says nothing. */
  readonly mostBase: number;
  /** Share of the tokens of a document that may be taken out: too little is left of a template. */
  readonly mostCovered: number;
}

/** What chance is measured by, per class. */
interface Base {
  /** Share over all groups but those that are to be found. */
  readonly pooled: Float64Array;
  /** Documents, and those of them that read like another class as they are. */
  readonly documents: Int32Array;
  readonly wrong: Int32Array;
}

function baseOf(
  corpus: Corpus,
  fit: CrossFit,
  question: Question,
  documents: Int32Array,
  groups: PhraseGroups,
  counts: Uint8Array,
): Base {
  const classes = corpus.classes.length;
  const seen = new Float64Array(classes);
  const flipped = new Float64Array(classes);
  for (let group = 0; group < groups.count; group++) {
    const label = groups.labels[group] ?? 0;
    if ((question.flipped[group] ?? 0) >= question.leastShare * (documents[group] ?? 0)) continue;
    seen[label] = (seen[label] ?? 0) + (documents[group] ?? 0);
    flipped[label] = (flipped[label] ?? 0) + (question.flipped[group] ?? 0);
  }
  const own = new Int32Array(classes);
  const wrong = new Int32Array(classes);
  for (let document = 0; document < corpus.count; document++) {
    const label = corpus.labels[document] ?? -1;
    if (counts[document] !== 1 || label < 0) continue;
    own[label] = (own[label] ?? 0) + 1;
    const logits = fit.logits.subarray(document * classes, (document + 1) * classes);
    if (lead(logits, label) > (question.lead[label] ?? 0)) wrong[label] = (wrong[label] ?? 0) + 1;
  }
  return { pooled: flipped.map((count, label) => count / Math.max(1, seen[label] ?? 0)), documents: own, wrong };
}

/** The share to expect of a group: of the documents of its class that are not of the group, and of other groups. */
function expectedShare({ pooled, documents, wrong }: Base, label: number, n: number, m: number): number {
  const others = Math.max(0, (wrong[label] ?? 0) - m) / Math.max(1, (documents[label] ?? 0) - n);
  return Math.max(pooled[label] ?? 1, others);
}

function judge(
  { flipped, leastShare, leastBase, mostBase }: Question,
  documents: Int32Array,
  phrases: PurePhrases,
  groups: PhraseGroups,
  base: Base,
): readonly SuspectGroup[] {
  const suspects: SuspectGroup[] = [];
  for (let group = 0; group < groups.count; group++) {
    const label = groups.labels[group] ?? 0;
    const n = documents[group] ?? 0;
    const m = flipped[group] ?? 0;
    if (m === 0 || m < leastShare * n) continue;
    const expected = Math.max(leastBase, expectedShare(base, label, n, m));
    if (expected > mostBase) continue;
    const pValue = Math.min(1, binomialTail(m, n, expected) * phrases.tested * 2);
    if (pValue <= significance) suspects.push({ group, label, documents: n, flipped: m, pValue });
  }
  return suspects;
}

export const leastFlippedShare = 0.3;
/** Of clean class verdicts, n = 280 over five kinds of texts and 20 seeds, .01 declared 4 poisoned, 1e-4 one. */
export const significance = 1e-4;
