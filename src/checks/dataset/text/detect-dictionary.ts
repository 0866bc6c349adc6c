// Documents that are lists of words, made to drag every word into a class.
import { noEvidence, type TextContext, type TextEvidence } from './text-evidence.ts';
import { vocabularyExcess } from './vocabulary-excess.ts';

/** Flags documents with more different words than as many words drawn at random would bring. */
export function detectDictionary({ corpus }: TextContext): TextEvidence {
  const run = { detector: 'dictionary-attack', version: 1, category: 'sabotage', parameters, flagged: 0 } as const;
  if (corpus.count < leastDocuments)
    return noEvidence({
      ...run,
      outcome: 'not-applicable',
      why: `it needs ${leastDocuments} documents to know the vocabulary`,
    });
  const { ratio, distinct, vocabulary } = vocabularyExcess(corpus);
  const found = [...ratio.keys()].filter((d) => (ratio[d] ?? 0) >= leastRatio && (distinct[d] ?? 0) >= leastDistinct);
  const share = (document: number): number => (100 * (distinct[document] ?? 0)) / vocabulary;
  return {
    run: {
      ...run,
      outcome: found.length > 0 ? 'fail' : 'pass',
      flagged: found.length,
      why: `the vocabulary is ${vocabulary} words that at least three documents share`,
    },
    suspicions: found.map((document) => ({
      document,
      decision: 'filter',
      category: 'sabotage',
      reason: {
        detector: 'dictionary-attack',
        score: Math.min(0.99, 1 - 0.5 / (ratio[document] ?? 1)),
        text: `a list of words: ${distinct[document]} different ones, ${share(document).toFixed(1)} % of the vocabulary, ${ratio[document]?.toFixed(1)} times what text of that length has`,
      },
    })),
    poisoned: [],
    triggers: [],
    quality: [],
  };
}

/** Real mail, n = 2,016 bodies: at most 1.10; at most .98 with 200 different words. */
const leastRatio = 1.4;
const leastDistinct = 150;
const leastDocuments = 50;
const parameters = { leastRatio, leastDistinct };
