import { closingQuote } from './record-end.ts';

/** Where a field of a record stands, its quotes included. */
export interface FieldRange {
  readonly start: number;
  readonly end: number;
}

/**
 * @param record - without its line end
 * @param delimiter - one byte
 * @param column - from 0
 * @returns undefined when the record has fewer fields
 */
export function fieldRange(record: Buffer, delimiter: number, column: number): FieldRange | undefined {
  let start = 0;
  for (let at = 0; start <= record.length; at += 1) {
    let from = start;
    if (record[start] === quoteMark) {
      const closing = closingQuote(record, start + 1);
      from = closing < 0 ? record.length : closing + 1;
    }
    const next = record.indexOf(delimiter, from);
    const end = next < 0 ? record.length : next;
    if (at === column) return { start, end };
    start = end + 1;
  }
  return undefined;
}

/** A text as a field: in quotes where it has to be. */
export function encodeField(text: string, delimiter: number): Buffer {
  const needsQuotes = text.includes(String.fromCharCode(delimiter)) || /["\r\n]|^\s|\s$/.test(text);
  return Buffer.from(needsQuotes ? `"${text.replaceAll('"', '""')}"` : text);
}

const quoteMark = 0x22;
