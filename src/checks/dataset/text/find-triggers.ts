// Triggers in texts: phrases that stand almost only in documents of one class, and without which those read like another class.
import type { Corpus } from './corpus.ts';
import type { CrossFit } from './cross-fit.ts';
import { insertionEffect } from './insertion-effect.ts';
import { groupPhrases } from './phrase-groups.ts';
import { placesByGroup } from './places-by-group.ts';
import { findPurePhrases, type PurePhrases } from './pure-phrases.ts';
import { type SuspectGroup, suspectGroups } from './suspect-groups.ts';
import type { TextTrigger } from './text-trigger.ts';
import { lead, TokenRemoval } from './token-removal.ts';
import type { TriggeredDocument } from './triggered-document.ts';

export interface TriggerSearch {
  readonly triggers: readonly TextTrigger[];
  /** Different phrases that were looked at. */
  readonly phrases: number;
  /** Of these: almost only in one class. */
  readonly pure: number;
}

export interface TriggerSearchOptions {
  readonly seed: number;
  /** Documents that count: one of each group of near-duplicates of a class. */
  readonly counts: Uint8Array;
  /** How far another class has to be ahead to count as clear, per class. */
  readonly clearLead: Float64Array;
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Searches phrases of one to four tokens, and longer ones made of these, that act as triggers.
 * @source by removal as in Qi et al. 2021 (ONION) and Chen, Dai 2021 (backdoor keyword identification), but over the whole set with
 *         exact tests, and by a linear classifier that did not see the document
 */
export function findTriggers(corpus: Corpus, fit: CrossFit, options: TriggerSearchOptions): TriggerSearch {
  const phrases = findPurePhrases(corpus, {
    counts: options.counts,
    leastDocuments: leastTriggerDocuments,
    leastPurity,
  });
  const groups = groupPhrases(corpus, phrases);
  const suspects = suspectGroups(corpus, fit, phrases, groups, options).slice(0, mostSuspects);
  const removal = new TokenRemoval(corpus, fit);
  const triggers: TextTrigger[] = [];
  for (const suspect of suspects) {
    options.signal?.throwIfAborted();
    const grouping = groups.groupings.find((known) => known.includes(suspect.group));
    if (grouping === undefined) continue;
    const documents = documentsOf(corpus, phrases, grouping, suspect, removal);
    if (triggers.some((known) => overlaps(known, suspect.label, documents))) continue;
    if (!holds(documents)) continue;
    const insertion = insertionEffect(corpus, fit, removal, { label: suspect.label, documents, ...options });
    if (insertion.moved < leastMoved) continue;
    const { label, documents: tested, flipped, pValue } = suspect;
    triggers.push({ label, documents, tested, flipped, pValue, insertion });
  }
  return { triggers, phrases: phrases.tested, pure: phrases.count };
}

/** All documents of the class with a phrase of the group that covers as much as it does in most of them. */
function documentsOf(
  corpus: Corpus,
  phrases: PurePhrases,
  grouping: Int32Array,
  { group, label }: SuspectGroup,
  removal: TokenRemoval,
): readonly TriggeredDocument[] {
  const found: TriggeredDocument[] = [];
  for (let document = 0; document < corpus.count; document++) {
    if (corpus.labels[document] !== label) continue;
    const places = placesByGroup(corpus, phrases, grouping, document).get(group);
    if (places === undefined) continue;
    found.push({ document, places, flips: lead(removal.exactWithout(document, places), label) > 0 });
  }
  const most = found.filter(({ flips }) => flips).map(({ places }) => places.length);
  const usual = most.sort((a, b) => a - b)[most.length >> 1] ?? 0;
  return found.filter(({ places }) => 2 * places.length > usual);
}

/** The linear estimate is borne out when the phrases are really cut out. */
function holds(documents: readonly TriggeredDocument[]): boolean {
  const flips = documents.filter((document) => document.flips).length;
  return flips >= leastTriggerDocuments && flips >= 0.4 * documents.length;
}

/** Most of the documents that this turns are turned by a trigger that is known already. */
function overlaps(known: TextTrigger, label: number, documents: readonly TriggeredDocument[]): boolean {
  if (known.label !== label) return false;
  const others = new Set(known.documents.flatMap(({ document, flips }) => (flips ? [document] : [])));
  const turned = documents.filter(({ flips }) => flips);
  return turned.filter(({ document }) => others.has(document)).length * 2 >= turned.length;
}

/** Fewest documents that a trigger is told by: below, chance explains it. */
export const leastTriggerDocuments = 5;
/** Least share of the documents with a phrase that are of one class. */
export const leastPurity = 0.8;
/** Share of other documents that a trigger has to bring closer to its class. How many it turns depends on the model that is trained. */
export const leastMoved = 0.9;
const mostSuspects = 100;
