// Reads CSV and TSV: records of fields, the first of which names the columns.
import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Row } from '#core/rows/row';
import { digestBytes } from '../digest-bytes.ts';
import { OddityCounter } from '../oddity-counter.ts';
import { type RowOptions, type RowReader, wantedFields } from '../row-format.ts';
import { afterByteOrderMark, type Piece, splitRows } from '../split-rows.ts';
import { recordEnds } from './record-end.ts';
import { splitFields } from './split-fields.ts';

/**
 * @param format - name of the format
 * @param delimiter - one byte between fields when `options` name no other
 * @throws {FormatError} FORMAT_UNSUPPORTED for a wanted column that is not there or there twice, FORMAT_TRUNCATED for a quote
 *   that does not close
 */
export function openDelimited(source: ByteSource, format: string, delimiter: string, options: RowOptions): RowReader {
  return new DelimitedReader(source, format, options.delimiter ?? delimiter, options);
}

class DelimitedReader implements RowReader {
  readonly reading: RowReader['reading'];
  readonly #delimiter: number;
  readonly #records: Generator<Piece, void>;
  readonly #counter = new OddityCounter();
  readonly #columns: readonly string[];
  /** Positions of the wanted fields; undefined for what nobody asked for. */
  readonly #wanted: readonly (number | undefined)[];
  /** The record that was read to count the columns and is data. */
  #first: Piece | undefined;

  constructor(source: ByteSource, format: string, delimiter: string, options: RowOptions) {
    const from = afterByteOrderMark(source);
    if (from > 0) this.#counter.add('byte-order-mark', 1);
    if (Buffer.byteLength(delimiter) !== 1) {
      throw new FormatError(
        'FORMAT_UNSUPPORTED',
        `${quote(delimiter)} is not one byte, so it cannot stand between fields`,
      );
    }
    this.#delimiter = Buffer.from(delimiter)[0] ?? 0;
    this.#records = splitRecords(source, from, this.#delimiter);
    this.#columns = this.#readHeader(options.header ?? true);
    this.#wanted = wantedFields(options).map((name) => (name === undefined ? undefined : this.#positionOf(name)));
    const { key, label } = options;
    this.reading = {
      format,
      columns: this.#columns,
      ...(key === undefined ? {} : { key }),
      ...(label === undefined ? {} : { label }),
    };
  }

  get oddities(): RowReader['oddities'] {
    return this.#counter.all();
  }

  *rows(): Generator<Row, void> {
    let number = 0;
    for (let piece = this.#next(number); piece !== undefined; piece = this.#next(number)) {
      number += 1;
      yield this.#row(piece, number);
    }
  }

  #row({ bytes, offset }: Piece, number: number): Row {
    const fields = splitFields(bytes, this.#delimiter, (kind) => this.#counter.add(kind, number));
    if (fields.length !== this.#columns.length) this.#counter.add('ragged', number);
    if (!isUtf8(bytes)) this.#counter.add('not-utf-8', number);
    if (bytes.includes(0)) this.#counter.add('nul', number);
    const label = this.#wanted[1];
    const wanted = this.#wanted.map((at) => (at === undefined ? undefined : fields[at]));
    const rest = label === undefined ? {} : { rest: fieldsDigest(fields.filter((_, at) => at !== label)) };
    return { number, offset, length: bytes.length, digest: fieldsDigest(fields), fields: wanted, ...rest };
  }

  /** The next record that is not empty. */
  #next(number: number): Piece | undefined {
    const first = this.#first;
    this.#first = undefined;
    if (first !== undefined) return first;
    for (let next = this.#records.next(); next.done !== true; next = this.#records.next()) {
      if (next.value.bytes.length > 0) return next.value;
      this.#counter.add('blank-line', number + 1);
    }
    return undefined;
  }

  #readHeader(isNamed: boolean): readonly string[] {
    const piece = this.#next(0);
    if (piece === undefined) return [];
    if (piece.bytes.length > maxColumnBytes) {
      throw new FormatError('FORMAT_LIMIT', `the names of the columns have ${piece.bytes.length} bytes`, {
        offset: piece.offset,
        limit: 'columns',
      });
    }
    const fields = splitFields(piece.bytes, this.#delimiter, (kind) => this.#counter.add(kind, isNamed ? 0 : 1));
    if (isNamed) return fields.map((field) => field.toString(isUtf8(piece.bytes) ? 'utf8' : 'latin1'));
    this.#first = piece;
    return fields.map((_, index) => String(index + 1));
  }

  #positionOf(name: string): number {
    const at = this.#columns.indexOf(name);
    if (at < 0) throw new FormatError('FORMAT_UNSUPPORTED', `there is no column ${quote(name)}`);
    if (this.#columns.indexOf(name, at + 1) >= 0) {
      throw new FormatError('FORMAT_UNSUPPORTED', `there are two columns ${quote(name)}`);
    }
    return at;
  }
}

function* splitRecords(source: ByteSource, from: number, delimiter: number): Generator<Piece, void> {
  try {
    yield* splitRows(source, from, recordEnds(delimiter));
  } catch (error) {
    if (!(error instanceof FormatError) || error.fields.limit === undefined) throw error;
    throw new FormatError(
      error.code === 'FORMAT_LIMIT' ? error.code : 'FORMAT_MALFORMED',
      `${error.message}; a quote in it may not be closed`,
      error.fields,
    );
  }
}

/** SHA-256 over each field with its length before it as 4 bytes, big-endian: quotes and line ends make no difference. */
function fieldsDigest(fields: readonly Buffer[]): Uint8Array {
  const size = fields.reduce((sum, { length }) => sum + 4 + length, 0);
  const content = size <= scratch.length ? scratch.subarray(0, size) : Buffer.allocUnsafe(size);
  let at = 0;
  for (const field of fields) {
    at = content.writeUInt32BE(field.length, at);
    field.copy(content, at);
    at += field.length;
  }
  return digestBytes(content);
}

/** Of the names of all columns: they become part of the root. */
const maxColumnBytes = 1 << 19;
const scratch = Buffer.allocUnsafe(1 << 16);
