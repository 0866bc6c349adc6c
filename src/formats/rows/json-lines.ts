// JSON lines: one JSON value per line.
import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Row } from '#core/rows/row';
import { WorkBudget } from '#core/work-budget';
import { digestBytes } from './digest-bytes.ts';
import { type JsonRows, jsonRow, jsonRows } from './json-row.ts';
import { OddityCounter } from './oddity-counter.ts';
import { type RowFormat, type RowReader, wantedFields } from './row-format.ts';
import { afterByteOrderMark, lineEnd, type Piece, splitRows } from './split-rows.ts';

/** A line that is no JSON does not hide the others: it is a row of bytes. Lines of white space are no rows. */
export const rowFormat: RowFormat = {
  name: 'json-lines',
  title: 'JSON lines',
  extensions: ['jsonl', 'ndjson', 'jsonlines'],
  open(source, options): RowReader {
    const counter = new OddityCounter();
    const { key, label } = options;
    return {
      reading: {
        format: 'json-lines',
        ...(key === undefined ? {} : { key }),
        ...(label === undefined ? {} : { label }),
      },
      get oddities() {
        return counter.all();
      },
      rows: () =>
        readJsonLines(source, jsonRows(options, new WorkBudget(source.size), counter), wantedFields(options).length),
    };
  },
};

function* readJsonLines(source: ByteSource, rows: JsonRows, fieldCount: number): Generator<Row, void> {
  const { counter } = rows;
  const from = afterByteOrderMark(source);
  if (from > 0) counter.add('byte-order-mark', 1);
  let number = 0;
  for (const piece of splitRows(source, from, lineEnd)) {
    if (isBlank(piece.bytes)) {
      counter.add('blank-line', number + 1);
      continue;
    }
    number += 1;
    yield lineRow(piece, number, rows, fieldCount);
  }
}

function lineRow(piece: Piece, number: number, rows: JsonRows, fieldCount: number): Row {
  try {
    return jsonRow(piece, number, rows);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { bytes, offset } = piece;
    rows.counter.add(isUtf8(bytes) ? 'malformed' : 'not-utf-8', number);
    if (bytes.includes(0)) rows.counter.add('nul', number);
    const fields = new Array<undefined>(fieldCount).fill(undefined);
    return { number, offset, length: bytes.length, digest: rawDigest(bytes), fields };
  }
}

/** SHA-256(0xff || bytes): 0xff begins no JSON text, so that no line of bytes has the digest of a JSON value. */
function rawDigest(bytes: Uint8Array): Uint8Array {
  return digestBytes(Buffer.concat([rawPrefix, bytes]));
}

function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false;
  return true;
}

const rawPrefix = new Uint8Array([0xff]);
