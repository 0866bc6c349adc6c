// One row on one line.
import { escapeInvisible } from '#core/quote';
import type { RowPlace } from '#core/rows/row-diff';

/** `data/train.csv:17 key "a1", byte 1204`. */
export function rowPlaceText({ file, row, key, offset }: RowPlace): string {
  const name = file === '' ? `row ${row}` : `${escapeInvisible(file)}:${row}`;
  const parts = [key === undefined ? '' : `key ${shortened(key)}`, offset === undefined ? '' : `byte ${offset}`];
  const rest = parts.filter((part) => part !== '').join(', ');
  return rest === '' ? name : `${name}  ${rest}`;
}

/** Text of a row as far as a line has room for it. */
export function shortened(text: string): string {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return escapeInvisible(cut);
}

const longestText = 60;
