// Looks at a set of texts: triggers, word lists, floods, documents that harm, labels that are wrong.
import type { ClassVerdict, Examination, FlaggedRow } from '#core/dataset/data-scan';
import type { TextSet } from '#core/dataset/data-set';
import { computeStep, type KeepStep } from '#core/dataset/keep-step';
import * as limits from '#core/limits';
import { examineDocuments } from '../retrieval/examine-documents.ts';
import { type Corpus, readCorpus } from './corpus.ts';
import { crossFit } from './cross-fit.ts';
import { detectDictionary } from './detect-dictionary.ts';
import { detectImpact } from './detect-impact.ts';
import { detectLabelErrors } from './detect-label-errors.ts';
import { detectRepetition } from './detect-repetition.ts';
import { detectTriggerPhrases } from './detect-trigger-phrases.ts';
import { minHash } from './min-hash.ts';
import { findNearDuplicates } from './near-duplicates.ts';
import type { Suspicion, TextContext, TextEvidence } from './text-evidence.ts';

export interface ExamineTextOptions {
  readonly seed: number;
  readonly onProgress?: (progress: { readonly stage: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
  /** Keeps the results of long steps; absent: nothing is kept. */
  readonly keep?: KeepStep;
}

/**
 * Examines texts with or without labels. Same set, same seed, same answer.
 * @throws {AssayError} when the rows cannot be read; the signal's reason when it ends the work
 */
export async function examineText(set: TextSet, options: ExamineTextOptions): Promise<Examination> {
  const context = await prepare(set, options);
  const at = (stage: string): TextContext => ({ ...context, ...stageOf(options, stage) });
  const { keep = computeStep } = options;
  const dictionary = await keep('lists of words', () => detectDictionary(at('look for lists of words')));
  const repetition = await keep('repetition', () => detectRepetition(at('look for near-duplicates')));
  const triggers = await keep('triggers', () => detectTriggerPhrases(at('look for triggers')));
  const labels = await keep('wrong labels', () => detectLabelErrors(at('look for wrong labels')));
  const before = [dictionary, triggers].flatMap(({ suspicions }) => suspicions.map(({ document }) => document));
  const impact = await keep('impact', () => detectImpact(at('measure the impact of documents'), new Set(before)));
  const evidence = [dictionary, repetition, triggers, labels, impact];
  const documents = await keep('documents', () => examineDocuments(set, options));
  const suspicions = evidence.flatMap((part) => part.suspicions);
  return {
    classes: verdicts(context, evidence),
    rows: joined([...flaggedRows(context, suspicions), ...documents.rows]),
    detectors: [...evidence.map(({ run }) => run), ...documents.detectors],
    triggers: evidence.flatMap((part) => part.triggers),
    quality: [...evidence.flatMap((part) => part.quality), ...emptyTexts(context), ...documents.quality],
    limitations: [...limitationsOf(context.corpus), ...documents.limitations],
  };
}

async function prepare(set: TextSet, options: ExamineTextOptions): Promise<TextContext> {
  const corpus = await readCorpus(set, stageOf(options, 'read texts'));
  const { keep = computeStep } = options;
  const near = await keep('near-duplicates', () =>
    findNearDuplicates(minHash(corpus, corpus.count <= 100_000 ? 128 : 64), leastSimilarity),
  );
  const sizes = new Int32Array(corpus.classes.length);
  for (const label of corpus.labels) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  const learnable = sizes.filter((size) => size >= leastPerClass).length >= 2 && sizes.length <= mostClasses;
  const fit = learnable
    ? await keep('classifiers', () => crossFit(corpus, near.groupOf, stageOf(options, 'train classifiers')))
    : undefined;
  return {
    set,
    corpus,
    near,
    counts: oncePerGroup(corpus, near.groupOf),
    sizes,
    seed: options.seed,
    ...(fit === undefined ? {} : { fit }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}

/** 1 for the first document of each group and class that has a text and a label. */
function oncePerGroup({ count, labels, offsets }: Corpus, groupOf: Int32Array): Uint8Array {
  const seen = new Set<string>();
  const counts = new Uint8Array(count);
  for (let document = 0; document < count; document++) {
    const key = `${groupOf[document]} ${labels[document]}`;
    if (seen.has(key) || (labels[document] ?? -1) < 0 || offsets[document] === offsets[document + 1]) continue;
    seen.add(key);
    counts[document] = 1;
  }
  return counts;
}

function verdicts({ corpus, sizes }: TextContext, evidence: readonly TextEvidence[]): readonly ClassVerdict[] {
  return corpus.classes.map((name, label) => {
    const against = evidence.flatMap(({ poisoned }) => poisoned.filter((found) => found.label === label));
    const documents = new Set(against.flatMap((found) => found.documents));
    const rows = sizes[label] ?? 0;
    return {
      class: name,
      rows,
      declaredPoisoned: against.length > 0,
      estimatedShare: rows === 0 ? 0 : documents.size / rows,
      because: against.map(({ why }) => why),
    };
  });
}

/** One line per document, with all that speaks against it; the gravest decides. */
function flaggedRows({ corpus, set }: TextContext, suspicions: readonly Suspicion[]): readonly FlaggedRow[] {
  const byDocument = Map.groupBy(suspicions, ({ document }) => document);
  return [...byDocument].map(([document, all]): FlaggedRow => {
    const gravest = all.toSorted((a, b) => weight(b) - weight(a))[0];
    return {
      row: set.id(corpus.rows[document] ?? 0),
      class: corpus.classes[corpus.labels[document] ?? -1] ?? '',
      score: Math.max(...all.map(({ reason }) => reason.score)),
      decision: gravest?.decision ?? 'alert',
      category: gravest?.category ?? 'sabotage',
      because: all.map(({ reason }) => reason),
    };
  });
}

/** Rows that are named more than once as one; the graver says what is done. By falling score. */
function joined(rows: readonly FlaggedRow[]): readonly FlaggedRow[] {
  return [...Map.groupBy(rows, ({ row }) => row).values()]
    .flatMap((all): FlaggedRow[] => {
      const gravest = all.find(({ decision }) => decision === 'filter') ?? all[0];
      if (gravest === undefined) return [];
      const because = all.flatMap((one) => one.because);
      return [{ ...gravest, score: Math.max(...all.map(({ score }) => score)), because }];
    })
    .sort((a, b) => b.score - a.score);
}

function weight({ decision, reason }: Suspicion): number {
  return (decision === 'filter' ? 1 : 0) + reason.score;
}

function emptyTexts({ corpus, set }: TextContext): Examination['quality'] {
  const empty = [...corpus.rows.keys()].filter((document) => corpus.offsets[document] === corpus.offsets[document + 1]);
  if (empty.length === 0) return [];
  const rows = empty.slice(0, 20).map((document) => set.id(corpus.rows[document] ?? 0));
  return [{ kind: 'empty-text', text: `${empty.length} texts are empty`, count: empty.length, rows }];
}

function limitationsOf(corpus: Corpus): readonly string[] {
  const { value } = limits.documentTokens;
  return [
    'Triggers of style, grammar or meaning, and parts of words that differ, are not found; nor are triggers in fewer than five documents.',
    'A trigger in documents whose label is right (clean label) is told from a natural word only when it turns other documents; it is not looked for.',
    'RONI finds documents that harm a classifier; a backdoor harms none, and a targeted attack less than the quiz can tell.',
    'The classifier that the tests rest on knows words and pairs of words; where it does not tell the classes apart, nothing is said.',
    ...(corpus.cut > 0 ? [`${corpus.cut} documents were read only up to ${value} words.`] : []),
    ...(corpus.leftOut > 0
      ? [`${corpus.leftOut} rows were left out of a sample drawn by the seed: all of them were too many.`]
      : []),
  ];
}

interface StageOptions {
  readonly seed: number;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Seed, signal and progress of one stage. */
function stageOf({ seed, onProgress, signal }: ExamineTextOptions, stage: string): StageOptions {
  return {
    seed,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (share) => onProgress({ stage, share }) }),
  };
}

const leastSimilarity = 0.7;
const leastPerClass = 10;
const mostClasses = 200;
