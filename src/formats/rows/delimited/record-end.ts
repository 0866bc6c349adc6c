// Where a record of delimited text ends: RFC 4180 section 2, and for what it leaves open the rules of Python's csv module, which
// pandas shares.
import type { FindEnd, PieceEnd } from '../split-rows.ts';

/**
 * Finds ends of records: LF, CR LF or CR outside quotes. A quote opens a quoted field only at its first byte; inside, two quotes
 * are one; after the closing quote text goes on until the delimiter.
 * @param delimiter - one byte
 */
export function recordEnds(delimiter: number): FindEnd {
  let known: Buffer | undefined;
  let quote = -1;
  let carriageReturn = -1;
  const next = (bytes: Buffer, byte: number, from: number): number => {
    const at = bytes.indexOf(byte, from);
    return at < 0 ? bytes.length : at;
  };
  return (bytes, from, isLast) => {
    // Both are looked up again only when they lie behind, so that a file without quotes is one search for line feeds.
    const isNew = known !== bytes;
    known = bytes;
    if (isNew || quote < from) quote = next(bytes, quoteMark, from);
    if (isNew || carriageReturn < from) carriageReturn = next(bytes, carriageReturnByte, from);
    const lineFeed = next(bytes, lineFeedByte, from);
    const end = Math.min(lineFeed, carriageReturn);
    return quote < end ? quotedEnd(bytes, from, isLast, delimiter) : endAt(bytes, end, isLast);
  };
}

/** Of a record with a quote in it. Undefined at the end of the file: a quote is open. */
function quotedEnd(bytes: Buffer, from: number, isLast: boolean, delimiter: number): PieceEnd | undefined {
  let atStart = true;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (atStart && byte === quoteMark) {
      at = closingQuote(bytes, at + 1);
      if (at < 0) return undefined;
      atStart = false;
    } else if (byte === lineFeedByte || byte === carriageReturnByte) return endAt(bytes, at, isLast);
    else atStart = byte === delimiter;
  }
  return endAt(bytes, bytes.length, isLast);
}

/** Index of the quote that closes a field whose content begins at `from`; -1 when it is not there. */
export function closingQuote(bytes: Buffer, from: number): number {
  let at = bytes.indexOf(quoteMark, from);
  while (at >= 0 && bytes[at + 1] === quoteMark) at = bytes.indexOf(quoteMark, at + 2);
  return at;
}

/** A carriage return, or a closing quote, as the last byte of a window may go on in the next one. */
function endAt(bytes: Buffer, end: number, isLast: boolean): PieceEnd | undefined {
  if (!isLast && end + 1 >= bytes.length) return undefined;
  const isPair = bytes[end] === carriageReturnByte && bytes[end + 1] === lineFeedByte;
  return { end, next: Math.min(bytes.length, end + (isPair ? 2 : 1)) };
}

const lineFeedByte = 0x0a;
const carriageReturnByte = 0x0d;
const quoteMark = 0x22;
