// The search for triggers as a detector: which classes are poisoned, by which phrase, in which documents.

import type { FoundTrigger } from '#core/dataset/data-scan';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { splitTokens } from '#numeric/text/split-tokens';
import { findTriggers, leastMoved, leastPurity, leastTriggerDocuments } from './find-triggers.ts';
import { stretches } from './insertion-effect.ts';
import { leastFlippedShare, mostTriggerTokens, significance } from './suspect-groups.ts';
import { noEvidence, type Suspicion, type TextContext, type TextEvidence } from './text-evidence.ts';
import type { TextTrigger } from './text-trigger.ts';
import { lead } from './token-removal.ts';

/** Finds phrases that act as triggers; names what they look like and where they stand. */
export async function detectTriggerPhrases(context: TextContext): Promise<TextEvidence> {
  const { corpus, fit, counts } = context;
  const run = { detector: 'trigger-phrase', version: 1, category: 'backdoor', parameters, flagged: 0 } as const;
  if (fit === undefined)
    return noEvidence({ ...run, outcome: 'not-applicable', why: 'it needs two classes of at least ten documents' });
  const weak = weakClasses(context);
  if (weak.length === corpus.classes.length)
    return noEvidence({ ...run, outcome: 'inconclusive', why: 'a classifier does not tell the classes apart here' });
  const search = findTriggers(corpus, fit, { ...context, clearLead: clearLeads(context) });
  const described = await Promise.all(search.triggers.map((trigger) => describe(context, trigger)));
  const suspicions = described.flatMap(({ suspicions }) => suspicions);
  return {
    run: {
      ...run,
      outcome: search.triggers.length > 0 ? 'fail' : weak.length > 0 ? 'inconclusive' : 'pass',
      flagged: suspicions.length,
      why: [
        `${search.phrases} phrases of ${counts.reduce((a, b) => a + b, 0)} documents were counted, ${search.pure} of them in hardly more than one class`,
        ...(weak.length === 0 ? [] : [`a classifier does not tell ${weak.map(quote).join(', ')} from other classes`]),
      ].join('; '),
    },
    suspicions,
    poisoned: described.map(({ label, documents, why }) => ({ label, documents, why })),
    triggers: described.map(({ trigger }) => trigger),
    quality: [],
  };
}

/** How far another class has to be ahead, per class: as far as it is for most documents that are of another class. */
function clearLeads({ corpus, fit, counts }: TextContext): Float64Array {
  const classes = corpus.classes.length;
  return Float64Array.from({ length: classes }, (_, label) => {
    const leads: number[] = [];
    for (let document = 0; document < corpus.count; document++) {
      const own = corpus.labels[document] ?? -1;
      if (counts[document] !== 1 || own < 0 || own === label || fit === undefined) continue;
      leads.push(lead(fit.logits.subarray(document * classes, (document + 1) * classes), label));
    }
    return Math.max(0, leads.sort((a, b) => a - b)[Math.floor(clearQuantile * leads.length)] ?? 0);
  });
}

/** Classes of which most documents are taken for another class: nothing can be said of a trigger that leads there. */
function weakClasses({ corpus, fit, counts }: TextContext): readonly string[] {
  const classes = corpus.classes.length;
  const right = new Int32Array(classes);
  const all = new Int32Array(classes);
  for (let document = 0; document < corpus.count; document++) {
    const label = corpus.labels[document] ?? -1;
    if (counts[document] !== 1 || label < 0 || fit === undefined) continue;
    all[label] = (all[label] ?? 0) + 1;
    if (lead(fit.logits.subarray(document * classes, (document + 1) * classes), label) < 0)
      right[label] = (right[label] ?? 0) + 1;
  }
  return corpus.classes.filter((_, label) => (right[label] ?? 0) < 0.5 * (all[label] ?? 0));
}

interface DescribedTrigger {
  readonly label: number;
  readonly documents: readonly number[];
  readonly why: string;
  readonly suspicions: readonly Suspicion[];
  readonly trigger: FoundTrigger;
}

async function describe(context: TextContext, trigger: TextTrigger): Promise<DescribedTrigger> {
  const { corpus } = context;
  const name = corpus.classes[trigger.label] ?? '';
  const flips = trigger.documents.filter((document) => document.flips);
  const shown = await spansOf(context, trigger.documents);
  const phrase = mostFrequent(
    trigger.documents.flatMap(({ document, flips }) => (flips ? [shown.get(document)?.text ?? ''] : [])),
  );
  const how =
    `${flips.length} of ${trigger.documents.length} documents with it would be given another class without it; ` +
    `put into others it turns ${percent(trigger.insertion.turned)} and moves ${percent(trigger.insertion.moved)} towards this class; p ${trigger.pValue.toExponential(1)} after correction`;
  const suspicions: Suspicion[] = trigger.documents.map(({ document, flips }) => {
    const place = shown.get(document);
    return {
      document,
      decision: flips ? 'filter' : 'alert',
      category: 'backdoor',
      reason: {
        detector: 'trigger-phrase',
        score: flips ? 0.99 : 0.6,
        text: `holds ${quote(place?.text ?? phrase)}${flips ? `, and reads like another class than ${quote(name)} without it` : ''}`,
        ...(place === undefined ? {} : { span: place.span }),
      },
    };
  });
  return {
    label: trigger.label,
    documents: trigger.documents.map(({ document }) => document),
    why: `the phrase ${quote(phrase)}: ${how}`,
    suspicions,
    trigger: { class: name, how, rows: trigger.documents.length, text: phrase.slice(0, limits.quotedText.value) },
  };
}

/** The first stretch of text that the trigger covers, per document. */
async function spansOf(
  { set, corpus }: TextContext,
  documents: TextTrigger['documents'],
): Promise<ReadonlyMap<number, { readonly text: string; readonly span: readonly [number, number] }>> {
  const found = new Map<number, { text: string; span: readonly [number, number] }>();
  for (let from = 0; from < documents.length; from += blockRows) {
    const block = documents.slice(from, from + blockRows);
    const texts = await set.read(block.map(({ document }) => corpus.rows[document] ?? 0));
    for (const [at, { document, places }] of block.entries()) {
      const text = texts[at] ?? '';
      const tokens = splitTokens(text, limits.documentTokens.value);
      const [first, end] = stretches(places)[0] ?? [0, 0];
      const span = [tokens.starts[first] ?? 0, tokens.ends[end - 1] ?? 0] as const;
      found.set(document, { text: text.slice(...span), span });
    }
  }
  return found;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

const clearQuantile = 0.3;
const blockRows = 64;
const parameters = {
  longestPhrase: 4,
  mostTriggerTokens,
  leastDocuments: leastTriggerDocuments,
  leastPurity,
  leastFlippedShare,
  leastMoved,
  significance,
};
