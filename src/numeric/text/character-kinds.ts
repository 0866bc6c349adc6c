// What a UTF-16 unit is to a splitter of text: part of a word, a sign that stands alone, a blank, or something nobody sees.

/** `single`: a token of its own, as in scripts without blanks between words. */
export const characterKinds = { blank: 0, word: 1, single: 2, symbol: 3, invisible: 4, surrogate: 5 } as const;

/** Kind per UTF-16 unit, one of `characterKinds`, length 65,536. Made at the first call. */
export function kindOfUnits(): Uint8Array {
  kinds ??= makeKinds();
  return kinds;
}

/** Kind of a character beyond the first 65,536. */
export function kindOfAstral(codePoint: number): number {
  if (codePoint >= 0xe0000) return characterKinds.invisible;
  const character = String.fromCodePoint(codePoint);
  if (singleScripts.test(character)) return characterKinds.single;
  if (word.test(character)) return characterKinds.word;
  return invisible.test(character) ? characterKinds.invisible : characterKinds.symbol;
}

/** Lower case per UTF-16 unit where that is one unit, else the unit itself, length 65,536. Made at the first call. */
export function lowerCaseUnits(): Uint16Array {
  lower ??= makeLower();
  return lower;
}

function makeKinds(): Uint8Array {
  const made = new Uint8Array(65_536);
  for (let unit = 0; unit < made.length; unit++) made[unit] = kindOfUnit(unit);
  return made;
}

function kindOfUnit(unit: number): number {
  if (unit >= 0xd800 && unit <= 0xdfff) return characterKinds.surrogate;
  const character = String.fromCharCode(unit);
  if (unit !== 0xfeff && /\s/.test(character)) return characterKinds.blank;
  if (invisible.test(character)) return characterKinds.invisible;
  if (singleScripts.test(character)) return characterKinds.single;
  return word.test(character) ? characterKinds.word : characterKinds.symbol;
}

function makeLower(): Uint16Array {
  const made = new Uint16Array(65_536);
  for (let unit = 0; unit < made.length; unit++) {
    const changed = String.fromCharCode(unit).toLowerCase();
    made[unit] = changed.length === 1 ? changed.charCodeAt(0) : unit;
  }
  return made;
}

const word = /[\p{L}\p{M}\p{N}_]/u;
/** Control and format characters, variation selectors, fillers that are drawn as nothing. */
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const singleScripts =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let kinds: Uint8Array | undefined;
let lower: Uint16Array | undefined;
