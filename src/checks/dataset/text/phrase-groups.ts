// Phrases that stand in the same documents are one thing: the pieces of a sentence, or two words that were planted together.
import { mix } from '#numeric/text/split-tokens';
import type { Corpus } from './corpus.ts';
import { PairTable } from './pair-table.ts';
import type { PurePhrases } from './pure-phrases.ts';

export interface PhraseGroups {
  readonly count: number;
  /** Class per group. */
  readonly labels: Int32Array;
  /** Group per phrase, one array per grouping: each phrase is in as many groups as there are groupings. */
  readonly groupings: readonly Int32Array[];
}

/**
 * Groups phrases of a class by MinHash of their documents: sets that overlap by J fall together in one of three groupings with
 * probability 1 - (1 - J^2)^3.
 * @source as findNearDuplicates, with bands of two
 */
export function groupPhrases(corpus: Corpus, phrases: PurePhrases): PhraseGroups {
  const labels: number[] = [];
  const groupings: Int32Array[] = [];
  for (let band = 0; band < bands; band++) {
    const first = leastHashes(corpus, phrases, 2 * band);
    const second = leastHashes(corpus, phrases, 2 * band + 1);
    const table = new PairTable();
    const base = labels.length;
    groupings.push(
      first.map((hash, phrase) => {
        const label = phrases.labels[phrase] ?? 0;
        const group = table.add(hash ^ mix(label), second[phrase] ?? 0);
        if (base + group === labels.length) labels.push(label);
        return base + group;
      }),
    );
  }
  return { count: labels.length, labels: Int32Array.from(labels), groupings };
}

/** Per phrase the least hash of its documents. */
function leastHashes(corpus: Corpus, phrases: PurePhrases, salt: number): Int32Array {
  const least = new Uint32Array(phrases.count).fill(0xffffffff);
  const seed = mix(Math.imul(salt + 1, 0x9e3779b1));
  for (let document = 0; document < corpus.count; document++) {
    const hash = mix(document ^ seed);
    const label = corpus.labels[document];
    for (let place = corpus.offsets[document] ?? 0; place < (corpus.offsets[document + 1] ?? 0); place++) {
      for (const at of phrases.at) {
        const phrase = at[place] ?? -1;
        if (phrase >= 0 && phrases.labels[phrase] === label && hash < (least[phrase] ?? 0)) least[phrase] = hash;
      }
    }
  }
  return Int32Array.from(least);
}

const bands = 3;
