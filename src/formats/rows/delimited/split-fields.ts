// The fields of one record of delimited text, with quotes taken away.
import type { RowOddity } from '#core/rows/row';
import { closingQuote } from './record-end.ts';

/**
 * @param record - without its line end
 * @param delimiter - one byte
 * @param odd - told what readers take differently
 */
export function splitFields(record: Buffer, delimiter: number, odd: (kind: RowOddity) => void): readonly Buffer[] {
  const fields: Buffer[] = [];
  for (let from = 0; from <= record.length; ) {
    if (record[from] === quoteMark) {
      const field = quotedField(record, from, delimiter, odd);
      fields.push(field.content);
      from = field.next;
    } else {
      const end = endOfField(record, from, delimiter);
      const content = record.subarray(from, end);
      if (content.includes(quoteMark)) odd('quote-inside');
      fields.push(content);
      from = end + 1;
    }
  }
  return fields;
}

/** What stands between the quotes with `""` as `"`, and what follows the closing quote as it is. */
function quotedField(
  record: Buffer,
  from: number,
  delimiter: number,
  odd: (kind: RowOddity) => void,
): { readonly content: Buffer; readonly next: number } {
  const closing = closingQuote(record, from + 1);
  // A reader of records ends none inside quotes; without a closing quote the whole rest is content.
  const inside = record.subarray(from + 1, closing < 0 ? record.length : closing);
  const plain = inside.includes(quoteMark) ? withoutDoubling(inside) : inside;
  const after = closing < 0 ? record.length : closing + 1;
  const end = endOfField(record, after, delimiter);
  if (end === after) return { content: plain, next: end + 1 };
  odd('text-after-quote');
  return { content: Buffer.concat([plain, record.subarray(after, end)]), next: end + 1 };
}

function withoutDoubling(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('""', '"'), 'latin1');
}

function endOfField(record: Buffer, from: number, delimiter: number): number {
  const at = record.indexOf(delimiter, from);
  return at < 0 ? record.length : at;
}

const quoteMark = 0x22;
