// Phrases of one to four tokens that stand almost only in documents of one class: candidates for triggers, and all of the words
// that are typical of a class.
import type { Corpus } from './corpus.ts';
import { PairTable } from './pair-table.ts';

export interface PurePhrases {
  readonly count: number;
  /** Class per phrase. */
  readonly labels: Int32Array;
  /** Documents with the phrase, of any class. */
  readonly documents: Int32Array;
  /** Per length 1..4 and place of the corpus the phrase that begins there, -1: none. */
  readonly at: readonly Int32Array[];
  /** Different phrases that were counted: the number of tests. */
  readonly tested: number;
}

export interface PurePhraseOptions {
  /** Documents that count: one of each group of near-duplicates of a class. */
  readonly counts: Uint8Array;
  /** Fewest documents of a phrase. */
  readonly leastDocuments: number;
  /** Least share of its documents in one class, above .75. */
  readonly leastPurity: number;
}

/**
 * Counts phrases level by level: a phrase of n tokens can only be frequent where both of its parts of n-1 tokens are.
 * @source Agrawal, Srikant 1994 (levelwise counting); majority by Boyer, Moore 1981
 * @limits 16 bytes per token of the corpus, and some 30 per different phrase of one level
 */
export function findPurePhrases(corpus: Corpus, options: PurePhraseOptions): PurePhrases {
  const at: Int32Array[] = [];
  const labels: number[] = [];
  const documents: number[] = [];
  let tested = 0;
  let frequent = corpus.ids;
  for (let length = 1; length <= longestPhrase; length++) {
    const level = countLevel(corpus, frequent, length, options);
    tested += level.tested;
    const phraseOf = purePhrasesOf(corpus, level, options);
    const base = labels.length;
    for (const { label, count } of phraseOf.pure) {
      labels.push(label);
      documents.push(count);
    }
    at.push(
      level.entryAt.map((entry) => {
        const phrase = entry < 0 ? -1 : (phraseOf.numberOf[entry] ?? -1);
        return phrase < 0 ? -1 : base + phrase;
      }),
    );
    frequent = level.entryAt.map((entry) => (entry < 0 ? -1 : (level.frequentNumber[entry] ?? -1)));
  }
  return {
    count: labels.length,
    labels: Int32Array.from(labels),
    documents: Int32Array.from(documents),
    at,
    tested,
  };
}

interface Level {
  /** Entry per place of the corpus, -1: a part of it is rare, or the document ends before it. */
  readonly entryAt: Int32Array;
  /** Number among the frequent entries, -1: rare. */
  readonly frequentNumber: Int32Array;
  readonly documents: Int32Array;
  /** The class that may have most of the documents, and how far it is ahead. */
  readonly candidate: Int32Array;
  readonly ahead: Int32Array;
  readonly tested: number;
}

/** Documents per phrase of `length` tokens. `parts`: number of the frequent phrase of length - 1 that begins at each place, or -1. */
function countLevel(corpus: Corpus, parts: Int32Array, length: number, options: PurePhraseOptions): Level {
  const table = new PairTable();
  const entryAt = new Int32Array(corpus.ids.length).fill(-1);
  let counts = newCounts(1 << 12);
  for (let document = 0; document < corpus.count; document++) {
    const to = (corpus.offsets[document + 1] ?? 0) - length + 1;
    const label = corpus.labels[document] ?? -1;
    const isCounted = options.counts[document] === 1;
    for (let place = corpus.offsets[document] ?? 0; place < to; place++) {
      const first = parts[place] ?? -1;
      if (first < 0 || (length > 1 && (parts[place + 1] ?? -1) < 0)) continue;
      const entry = table.add(first, length === 1 ? 0 : (corpus.ids[place + length - 1] ?? 0));
      entryAt[place] = entry;
      if (entry >= counts.documents.length) counts = grown(counts);
      if (!isCounted || counts.last[entry] === document + 1) continue;
      counts.last[entry] = document + 1;
      counts.documents[entry] = (counts.documents[entry] ?? 0) + 1;
      vote(counts, entry, label);
    }
  }
  const frequentNumber = new Int32Array(table.size).fill(-1);
  let tested = 0;
  for (let entry = 0; entry < table.size; entry++) {
    if ((counts.documents[entry] ?? 0) < options.leastDocuments) continue;
    frequentNumber[entry] = tested;
    tested += 1;
  }
  return { entryAt, frequentNumber, ...counts, tested };
}

interface Counts {
  readonly documents: Int32Array;
  readonly last: Int32Array;
  readonly candidate: Int32Array;
  readonly ahead: Int32Array;
}

function vote({ candidate, ahead }: Counts, entry: number, label: number): void {
  const votes = ahead[entry] ?? 0;
  if (votes === 0) {
    candidate[entry] = label;
    ahead[entry] = 1;
  } else ahead[entry] = votes + (candidate[entry] === label ? 1 : -1);
}

/** The entries that are pure, by counting the documents of the class that is ahead. */
function purePhrasesOf(
  corpus: Corpus,
  level: Level,
  options: PurePhraseOptions,
): { readonly pure: readonly { readonly label: number; readonly count: number }[]; readonly numberOf: Int32Array } {
  const inClass = countOwn(corpus, level, options.counts);
  const numberOf = new Int32Array(level.frequentNumber.length).fill(-1);
  const pure: { label: number; count: number }[] = [];
  for (let entry = 0; entry < numberOf.length; entry++) {
    if ((level.frequentNumber[entry] ?? -1) < 0) continue;
    const count = level.documents[entry] ?? 0;
    const own = inClass[entry] ?? 0;
    const label = level.candidate[entry] ?? -1;
    if (label < 0 || own < options.leastPurity * count) continue;
    numberOf[entry] = pure.length;
    pure.push({ label, count });
  }
  return { pure, numberOf };
}

/** Documents of the candidate class per entry. */
function countOwn(corpus: Corpus, { entryAt, candidate, frequentNumber }: Level, counts: Uint8Array): Int32Array {
  const own = new Int32Array(candidate.length);
  const last = new Int32Array(candidate.length);
  for (let document = 0; document < corpus.count; document++) {
    if (counts[document] !== 1) continue;
    const label = corpus.labels[document] ?? -1;
    for (let place = corpus.offsets[document] ?? 0; place < (corpus.offsets[document + 1] ?? 0); place++) {
      const entry = entryAt[place] ?? -1;
      if (entry < 0 || (frequentNumber[entry] ?? -1) < 0) continue;
      if (candidate[entry] !== label || last[entry] === document + 1) continue;
      last[entry] = document + 1;
      own[entry] = (own[entry] ?? 0) + 1;
    }
  }
  return own;
}

function newCounts(room: number): Counts {
  const array = (): Int32Array => new Int32Array(room);
  return { documents: array(), last: array(), candidate: array(), ahead: array() };
}

function grown(counts: Counts): Counts {
  const made = newCounts(2 * counts.documents.length);
  made.documents.set(counts.documents);
  made.last.set(counts.last);
  made.candidate.set(counts.candidate);
  made.ahead.set(counts.ahead);
  return made;
}

const longestPhrase = 4;
