// Text that people do not see: invisible characters, letters of other alphabets among Latin ones, control characters.
import { invisibleText } from '#checks/code/hidden/invisible-text';
import { quote } from '#core/quote';
import { confusables } from './confusables.ts';
import type { DocumentFinding } from './document-finding.ts';

/** Runs of invisible characters and turned reading direction. Joiners in emoji and in scripts that need them are normal. */
export function findHiddenText(text: string): readonly DocumentFinding[] {
  const found = invisibleText(text, false) ?? splitWords(text);
  if (found === undefined) return [];
  const run = /^[\p{Cf}\p{Default_Ignorable_Code_Point}]+/u.exec(text.slice(found.index, found.index + longestRun));
  const end = found.index + (run?.[0].length ?? 1);
  const isData = /tag characters|variation selectors|data in/.test(found.title);
  return [
    {
      detector: 'hidden-text',
      text: `${found.title} (${end - found.index} units)`,
      span: [found.index, end],
      score: isData ? 0.92 : 0.75,
    },
  ];
}

/** Invisible characters inside of Latin words, in several words: filters do not find these words any more. */
function splitWords(text: string): { readonly title: string; readonly index: number } | undefined {
  const matches = [...text.matchAll(/[a-z](?:[\u200b-\u200d\u2060\u2063\ufeff\u180e])[a-z]/gi)];
  const first = matches[0];
  return first === undefined || matches.length < leastSplits
    ? undefined
    : { title: `${matches.length} words with invisible characters in them`, index: first.index + 1 };
}

/**
 * Words of Latin letters with look-alikes of other alphabets among them.
 * @source Unicode Technical Standard 39, section 5 (mixed-script confusables)
 */
export function findMixedScripts(text: string): readonly DocumentFinding[] {
  if (!/[\u0370-\u058f]/.test(text)) return [];
  const found: { readonly word: string; readonly index: number }[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}]{3,60}/gu)) {
    if (found.length >= mostWords) break;
    if (isDisguised(match[0])) found.push({ word: match[0], index: match.index });
  }
  const first = found[0];
  if (first === undefined) return [];
  return [
    {
      detector: 'mixed-script',
      text: `${found.length === mostWords ? `${mostWords} or more` : found.length} words mix alphabets that look alike: ${quote(first.word)}`,
      span: [first.index, first.index + first.word.length],
      score: found.length >= 3 ? 0.8 : 0.6,
    },
  ];
}

/** Latin letters, and at least one letter of another alphabet, all of which look like Latin ones. */
function isDisguised(word: string): boolean {
  let latin = 0;
  let others = 0;
  for (const letter of word.toLowerCase()) {
    if (/\p{Script=Latin}/u.test(letter)) latin += 1;
    else if (confusables.has(letter)) others += 1;
    else return false;
  }
  return latin > 0 && others > 0 && latin + others >= 4;
}

/** Control characters that a text has no use for. */
export function findControlCharacters(text: string): readonly DocumentFinding[] {
  const sequence = /\u001b[[\]PX^_]/.exec(text);
  if (sequence !== null)
    return [
      {
        detector: 'control-character',
        text: 'a control sequence for terminals, which can hide or change what is shown',
        span: [sequence.index, sequence.index + 2],
        score: 0.7,
      },
    ];
  const backspace = /[\u0008\u007f]{2,}/.exec(text);
  if (backspace === null) return [];
  return [
    {
      detector: 'control-character',
      text: 'backspaces, which make text disappear where it is shown',
      span: [backspace.index, backspace.index + backspace[0].length],
      score: 0.6,
    },
  ];
}

const longestRun = 4096;
const leastSplits = 3;
const mostWords = 50;
