// A text as a machine may read it whatever letters it is written with: compatibility forms, accents, case and invisible characters
// folded away, with the way back to where each character stood.
import { confusables } from './confusables.ts';

export interface FoldedText {
  readonly text: string;
  /** Index in the original per UTF-16 unit of `text`; absent: the same. */
  readonly origin?: Int32Array;
}

/**
 * Folds by NFKD without accents, in lower case, without invisible characters.
 * @param latin - also puts Latin letters for those of other scripts that look like them: another alphabet is destroyed by it
 * @source Unicode Standard Annex 15 (NFKD), Technical Standard 39 (confusables, the part for Latin letters)
 */
export function foldText(text: string, latin: boolean): FoldedText {
  if (isAscii.test(text)) return { text: text.toLowerCase() };
  const pieces: string[] = [];
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character, latin);
    for (let unit = 0; unit < folded.length; unit++) origins.push(at);
    if (folded !== '') pieces.push(folded);
    at += character.length;
  }
  return { text: pieces.join(''), origin: Int32Array.from(origins) };
}

/** A pattern in the form that folded text has. */
export function foldPattern(source: string): RegExp {
  return new RegExp(source.normalize('NFKD').replaceAll(accents, ''), 'u');
}

/** [start, end) in the original of a match in the folded text. */
export function originalSpan(
  { text, origin }: FoldedText,
  index: number,
  length: number,
  originalLength: number,
): readonly [number, number] {
  if (origin === undefined) return [index, index + length];
  const end = index + length < text.length ? origin[index + length] : originalLength;
  return [origin[index] ?? 0, end ?? originalLength];
}

function foldCharacter(character: string, latin: boolean): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? character.toLowerCase() : character;
  const known = (latin ? latinCache : cache).get(code);
  if (known !== undefined) return known;
  const decomposed = character.normalize('NFKD').toLowerCase().replaceAll(accents, '');
  let folded = '';
  for (const part of decomposed) {
    if (invisible.test(part)) continue;
    folded += latin ? (confusables.get(part) ?? part) : part;
  }
  if (/^\s+$/u.test(folded)) folded = ' ';
  (latin ? latinCache : cache).set(code, folded);
  return folded;
}

const isAscii = /^[\x00-\x7f]*$/;
const accents = /[\u0300-\u036f]/g;
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
/** At most one entry per character that there is. */
const cache = new Map<number, string>();
const latinCache = new Map<number, string>();
