// A JSON document that is one list: each of its elements is a row. The list is never held as a whole.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Row } from '#core/rows/row';
import { WorkBudget } from '#core/work-budget';
import { type JsonRows, jsonRow, jsonRows } from './json-row.ts';
import { OddityCounter } from './oddity-counter.ts';
import type { RowFormat, RowReader } from './row-format.ts';
import { afterByteOrderMark, type FindEnd, type Piece, splitRows } from './split-rows.ts';

export const rowFormat: RowFormat = {
  name: 'json-list',
  title: 'JSON list',
  extensions: ['json'],
  open(source, options): RowReader {
    const counter = new OddityCounter();
    const { key, label } = options;
    const from = afterByteOrderMark(source);
    if (from > 0) counter.add('byte-order-mark', 1);
    const start = startOfList(source, from);
    return {
      reading: {
        format: 'json-list',
        ...(key === undefined ? {} : { key }),
        ...(label === undefined ? {} : { label }),
      },
      get oddities() {
        return counter.all();
      },
      rows: () => readList(source, start, jsonRows(options, new WorkBudget(source.size), counter)),
    };
  },
};

/** Offset after the opening bracket. @throws {FormatError} FORMAT_UNSUPPORTED when the document is something else */
function startOfList(source: ByteSource, from: number): number {
  const head = source.read(from, 1 << 16);
  const at = head.findIndex((byte) => !isSpace(byte));
  if (at >= 0 && head[at] === openBracket) return from + at + 1;
  throw new FormatError('FORMAT_UNSUPPORTED', 'the document is no list of records', { offset: from });
}

function* readList(source: ByteSource, start: number, rows: JsonRows): Generator<Row, void> {
  let number = 0;
  for (const piece of listPieces(source, start)) {
    number += 1;
    yield element(piece, number, rows);
  }
}

/** The texts of the elements. @param start - offset after the opening bracket */
function* listPieces(source: ByteSource, start: number): Generator<Piece, void> {
  const list = new ListSplitter();
  let isFirst = true;
  for (const piece of splitRows(source, start, list.findEnd)) {
    if (list.isClosed && list.ends) assertBlank(piece);
    else {
      const { bytes, offset } = trimmed(piece);
      if (bytes.length > 0) yield { bytes, offset };
      // `[]` has no element; `[1,]` lacks one.
      else if (!(list.isClosed && isFirst)) throw malformed('an element is expected', offset);
      isFirst = false;
    }
    if (list.isClosed) list.ends = true;
  }
  if (!list.isClosed) throw new FormatError('FORMAT_TRUNCATED', 'the list does not end', { offset: source.size });
}

/** The texts of the elements of a document that is a list. @throws {FormatError} when it is none, or does not end */
export function splitJsonList(source: ByteSource): Generator<Piece, void> {
  return listPieces(source, startOfList(source, afterByteOrderMark(source)));
}

function element(piece: Piece, number: number, rows: JsonRows): Row {
  try {
    return jsonRow(piece, number, rows);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const offset = piece.offset + (error.fields.offset ?? 0);
    throw new FormatError('FORMAT_MALFORMED', `row ${number}, which begins at byte ${piece.offset}: ${error.message}`, {
      offset,
    });
  }
}

/** Finds commas and the closing bracket of the outermost list; what stands between them is parsed afterwards. */
class ListSplitter {
  /** The closing bracket was met. */
  isClosed = false;
  /** What follows now stands behind the list. */
  ends = false;

  readonly findEnd: FindEnd = (bytes, from, isLast) => {
    if (this.isClosed) return isLast ? { end: bytes.length, next: bytes.length } : undefined;
    let depth = 0;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === quoteMark) {
        at = endOfString(bytes, at + 1);
        if (at < 0) return undefined;
      } else if (byte === openBracket || byte === openBrace) depth += 1;
      else if (depth > 0 && (byte === closeBracket || byte === closeBrace)) depth -= 1;
      else if (depth === 0 && byte === comma) return { end: at, next: at + 1 };
      else if (depth === 0 && byte === closeBracket) {
        this.isClosed = true;
        return { end: at, next: at + 1 };
      } else if (byte === closeBrace) {
        // It closes nothing: the piece after it is empty, which is refused with its offset.
        return { end: at, next: at };
      }
    }
    return undefined;
  };
}

/** Index of the closing quote; -1 when it is not there. */
function endOfString(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(quoteMark, from); at >= 0; at = bytes.indexOf(quoteMark, at + 1)) {
    let escapes = 0;
    while (at - escapes > from && bytes[at - 1 - escapes] === backslash) escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return -1;
}

function trimmed({ bytes, offset }: Piece): Piece {
  let from = 0;
  let to = bytes.length;
  while (from < to && isSpace(bytes[from] ?? 0)) from += 1;
  while (to > from && isSpace(bytes[to - 1] ?? 0)) to -= 1;
  return { bytes: bytes.subarray(from, to), offset: offset + from };
}

function assertBlank({ bytes, offset }: Piece): void {
  const at = bytes.findIndex((byte) => !isSpace(byte));
  if (at >= 0) throw malformed('something follows the list', offset + at);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', `${message} at byte ${offset}`, { offset });
}

const quoteMark = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
