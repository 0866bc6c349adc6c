// Instructions to a model in a document: in the open, between other letters, in encodings that models read, and where people do not look.
import { hiddenPassages } from '#checks/code/hidden/model-instructions';
import { quote } from '#core/quote';
import { decodedPassages } from './decoded-passages.ts';
import type { DocumentFinding } from './document-finding.ts';
import { type FoldedText, foldText, originalSpan } from './fold-text.ts';
import { type InstructionPattern, instructionPatterns } from './instruction-patterns.ts';

/** @param text - at most `limits.documentCharacters`; linear in its length */
export function findInstructions(text: string): readonly DocumentFinding[] {
  const hidden = hiddenSpans(text);
  const plain = foldText(text, false);
  const found = inFolded(text, plain, 'written in the open').map((finding) => raised(finding, hidden));
  if (plain.origin !== undefined) {
    const known = new Set(found.map(({ span }) => span[0]));
    const latin = inFolded(text, foldText(text, true), 'in letters of several alphabets');
    found.push(...latin.filter(({ span }) => !known.has(span[0])).map((finding) => ({ ...finding, score: 0.95 })));
  }
  for (const passage of decodedPassages(text)) {
    const inside = inFolded(passage.text, foldText(passage.text, false), passage.how)[0];
    if (inside !== undefined) found.push({ ...inside, span: passage.span, score: 0.97 });
  }
  return found.slice(0, mostFindings);
}

function inFolded(text: string, folded: FoldedText, how: string): DocumentFinding[] {
  const found: DocumentFinding[] = [];
  for (const { kind, title, pattern, needs } of instructionPatterns) {
    if (!needs.test(folded.text)) continue;
    const match = pattern.exec(folded.text);
    if (match === null) continue;
    const span = originalSpan(folded, match.index, match[0].length, text.length);
    found.push({
      detector: 'planted-instruction',
      text: `${title}, ${how}: ${quote(text.slice(...span).trim())}`,
      span,
      score: scores[kind],
    });
  }
  return found;
}

/** In a passage that is not shown an instruction is no quotation. */
function raised(finding: DocumentFinding, hidden: readonly (readonly [number, number])[]): DocumentFinding {
  const [start] = finding.span;
  const isHidden = hidden.some(([from, to]) => start >= from && start < to) && finding.score >= scores['tool-call'];
  return isHidden ? { ...finding, text: `${finding.text}, in a passage that is not shown`, score: 0.95 } : finding;
}

/** Passages of HTML and Markdown that are not shown. */
function hiddenSpans(text: string): readonly (readonly [number, number])[] {
  const passages = hiddenPassages(text).map(({ text: passage, index }) => [index, index + passage.length + 4] as const);
  const comments = [...text.matchAll(/^\[(?:\/\/|comment|_?metadata_?)\]:\s{0,4}[#<(][^\n]{0,4000}/gim)].slice(0, 500);
  return [...passages, ...comments.map((match) => [match.index, match.index + match[0].length] as const)];
}

/** An instruction in the open may be a quotation in a text about such instructions: a person decides. */
const scores: Readonly<Record<InstructionPattern['kind'], number>> = {
  override: 0.8,
  covert: 0.7,
  'answer-steering': 0.6,
  'role-marker': 0.6,
  'tool-call': 0.55,
};
const mostFindings = 20;
