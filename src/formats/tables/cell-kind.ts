// What one cell of a table is, by its bytes alone.
import { parseDecimal } from './parse-decimal.ts';

/** The first three are `cellStates` of core/dataset/table-block. */
export const cellKinds = {
  number: 0,
  /** Empty, or a word that pandas and R write for nothing: `NA`, `null`, ... */
  missing: 1,
  /** NaN or infinity as written, or a number that binary64 does not hold. */
  notFinite: 2,
  /** A number with a comma for the point: `1,5` or `1.234,5`. */
  decimalComma: 3,
  /** A sign for nothing, which may also be a word: `?`, `-`, `.`, `*`, `\N`. Missing among numbers, a word among words. */
  mark: 4,
  word: 5,
} as const;

/** What is known of a cell that `parseDecimal` does not take. */
export interface OddCell {
  readonly kind: number;
  /** Of `decimalComma` the value, of `notFinite` NaN or an infinity, otherwise NaN. */
  readonly value: number;
}

/** @param bytes - [from, to) is the cell; UTF-8 or anything else */
export function oddCell(bytes: Uint8Array, from: number, to: number): OddCell {
  let start = from;
  let end = to;
  while (start < end && isBlank(bytes[start] ?? 0)) start += 1;
  while (end > start && isBlank(bytes[end - 1] ?? 0)) end -= 1;
  if (start === end) return missing;
  const first = bytes[start] ?? 0;
  // Most words begin with a letter that no special cell begins with.
  if (mayBeSpecial[first] === 0 && !(first >= 0x2b && first <= 0x39)) return word;
  if (end - start > longestSpecial) return isLongDecimal(bytes, start, end) ? commaCell(bytes, start, end) : word;
  const known = specials.get(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));
  return known ?? (isLongDecimal(bytes, start, end) ? commaCell(bytes, start, end) : word);
}

/** Whether only digits, points, commas and a sign are there, and a comma among them: cheap, and false for nearly all words. */
function isLongDecimal(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > longestDecimal) return false;
  let hasComma = false;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x2c) hasComma = true;
    else if (!((byte >= 0x30 && byte <= 0x39) || byte === 0x2e || ((byte === 0x2d || byte === 0x2b) && at === from))) {
      return false;
    }
  }
  return hasComma;
}

/** Digits, or groups of three of them with points between, then one comma and digits. */
function commaCell(bytes: Uint8Array, from: number, to: number): OddCell {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  if (!/^[-+]?(?:[0-9]*|[0-9]{1,3}(?:\.[0-9]{3})+),[0-9]+$/.test(text)) return word;
  const plain = Buffer.from(text.replaceAll('.', '').replace(',', '.'), 'latin1');
  return { kind: cellKinds.decimalComma, value: parseDecimal(plain, 0, plain.length) };
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** Words that stand for a missing value, as pandas 2 takes them. */
export const missingWords: readonly string[] = [
  '',
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '#NA',
  '<NA>',
  'null',
  'NULL',
  'None',
  '#N/A N/A',
];
const marks: readonly string[] = ['?', '-', '--', '.', '*', '\\N'];
const notNumbers: readonly string[] = ['NaN', 'nan', 'NAN', '-NaN', '-nan', '1.#IND', '-1.#IND', '1.#QNAN', '-1.#QNAN'];
const infinities: readonly string[] = ['inf', 'Inf', 'INF', 'infinity', 'Infinity', 'INFINITY', '1.#INF'];

const missing: OddCell = { kind: cellKinds.missing, value: Number.NaN };
const word: OddCell = { kind: cellKinds.word, value: Number.NaN };

const specials: ReadonlyMap<string, OddCell> = new Map([
  ...missingWords.map((text) => [text, missing] as const),
  ...marks.map((text) => [text, { kind: cellKinds.mark, value: Number.NaN }] as const),
  ...notNumbers.map((text) => [text, { kind: cellKinds.notFinite, value: Number.NaN }] as const),
  ...infinities.flatMap((text) => [
    [text, { kind: cellKinds.notFinite, value: Number.POSITIVE_INFINITY }] as const,
    [`+${text}`, { kind: cellKinds.notFinite, value: Number.POSITIVE_INFINITY }] as const,
    [`-${text}`, { kind: cellKinds.notFinite, value: Number.NEGATIVE_INFINITY }] as const,
  ]),
]);
const mayBeSpecial = new Uint8Array(256);
for (const text of specials.keys()) mayBeSpecial[text.charCodeAt(0)] = 1;
const longestSpecial = 10;
/** Characters: a number of 400 digits is no measurement. */
const longestDecimal = 400;
