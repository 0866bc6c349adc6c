// Text: each line is a row.
import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Row } from '#core/rows/row';
import { digestBytes } from './digest-bytes.ts';
import { OddityCounter } from './oddity-counter.ts';
import { type RowFormat, type RowReader, wantedFields } from './row-format.ts';
import { afterByteOrderMark, lineEnd, splitRows } from './split-rows.ts';

/** The only field of a row: the line itself. */
const lineField = 'line';

/** A line is its bytes without the line end (LF or CR LF). A line end at the very end begins no row; an empty line is one. */
export const rowFormat: RowFormat = {
  name: 'text',
  title: 'lines of text',
  extensions: ['txt', 'text'],
  open(source, options): RowReader {
    const { key, label } = options;
    if (key !== undefined || label !== undefined) {
      throw new FormatError('FORMAT_UNSUPPORTED', 'lines of text have no columns, so there is no key and no label');
    }
    const counter = new OddityCounter();
    return {
      reading: { format: 'text' },
      get oddities() {
        return counter.all();
      },
      rows: () => readLines(source, counter, wantedFields(options)),
    };
  },
};

function* readLines(source: ByteSource, counter: OddityCounter, wanted: readonly unknown[]): Generator<Row, void> {
  const from = afterByteOrderMark(source);
  if (from > 0) counter.add('byte-order-mark', 1);
  let number = 0;
  for (const { bytes, offset } of splitRows(source, from, lineEnd)) {
    number += 1;
    if (!isUtf8(bytes)) counter.add('not-utf-8', number);
    if (bytes.includes(0)) counter.add('nul', number);
    yield {
      number,
      offset,
      length: bytes.length,
      digest: digestBytes(bytes),
      fields: wanted.map((name) => (name === lineField ? bytes : undefined)),
    };
  }
}
