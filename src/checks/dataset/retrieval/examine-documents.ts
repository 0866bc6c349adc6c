// Looks at documents that a model will read: feedback, pages for retrieval, prompts. Labels are not needed.
import type { DetectorRun, Examination, FlaggedRow, QualityFinding } from '#core/dataset/data-scan';
import type { RowId, TextSet } from '#core/dataset/data-set';
import * as limits from '#core/limits';
import { type DocumentDetector, type DocumentFinding, documentDetectors, setAside } from './document-finding.ts';
import { inspectDocument } from './inspect-document.ts';

export interface ExamineDocumentsOptions {
  readonly onProgress?: (progress: { readonly stage: string; readonly share: number }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Inspects every document of a set by itself.
 * @throws {AssayError} when the rows cannot be read; the signal's reason when it ends the work
 */
export async function examineDocuments(set: TextSet, options: ExamineDocumentsOptions): Promise<Examination> {
  const rows: FlaggedRow[] = [];
  const long: RowId[] = [];
  const counts = new Map<DocumentDetector, number>();
  for (let from = 0; from < set.count; from += blockRows) {
    options.signal?.throwIfAborted();
    const block = Int32Array.from({ length: Math.min(blockRows, set.count - from) }, (_, at) => from + at);
    for (const [at, text] of (await set.read(block)).entries()) {
      const row = from + at;
      if (text.length > limits.documentCharacters.value) long.push(set.id(row));
      const found = inspectDocument(text.slice(0, limits.documentCharacters.value));
      for (const detector of new Set(found.map((finding) => finding.detector)))
        counts.set(detector, (counts.get(detector) ?? 0) + 1);
      if (found.length > 0) rows.push(flaggedRow(set, row, found));
    }
    options.onProgress?.({ stage: 'look for instructions and hidden text', share: (from + block.length) / set.count });
  }
  return {
    classes: [],
    rows: rows.sort((a, b) => b.score - a.score),
    detectors: documentDetectors.map((detector) => runOf(detector, set.count, counts.get(detector) ?? 0, long.length)),
    triggers: [],
    quality: qualityOf(long),
    limitations: [
      'Instructions are found by their wording in eighteen languages; one that is worded like any other sentence is not.',
      'Whether an instruction that stands in the open is an attack or a text about attacks is for a person to say.',
    ],
  };
}

function flaggedRow(set: TextSet, row: number, found: readonly DocumentFinding[]): FlaggedRow {
  const score = Math.max(...found.map((finding) => finding.score));
  const label = set.labels?.names[set.labels.codes[row] ?? -1];
  return {
    row: set.id(row),
    class: label ?? '',
    score,
    decision: score >= setAside ? 'filter' : 'alert',
    category: found.some(({ detector }) => detector !== 'secret') ? 'backdoor' : 'sabotage',
    because: found.map(({ detector, score, text, span }) => ({ detector, score, text, span })),
  };
}

function runOf(detector: DocumentDetector, documents: number, flagged: number, cut: number): DetectorRun {
  const run = { detector, version: 1, category: categories[detector], parameters: {}, flagged } as const;
  if (documents === 0) return { ...run, outcome: 'not-applicable', why: 'there is no document' };
  if (flagged > 0) return { ...run, outcome: 'fail' };
  return cut > 0
    ? { ...run, outcome: 'inconclusive', why: `${cut} documents were not read to their end` }
    : { ...run, outcome: 'pass' };
}

function qualityOf(long: readonly RowId[]): readonly QualityFinding[] {
  if (long.length === 0) return [];
  const text = `${long.length} documents are longer than ${limits.documentCharacters.value} characters; the rest of them was not read`;
  return [{ kind: 'oversized-document', text, count: long.length, rows: long.slice(0, 20) }];
}

/** An open secret harms its owner; the others work on the model. */
const categories: Readonly<Record<DocumentDetector, 'backdoor' | 'sabotage'>> = {
  'planted-instruction': 'backdoor',
  'hidden-text': 'backdoor',
  'mixed-script': 'backdoor',
  'control-character': 'backdoor',
  secret: 'sabotage',
};
const blockRows = 256;
