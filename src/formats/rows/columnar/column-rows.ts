// Rows out of columns: what every column says of a row, and the digests over it.
import { FormatError } from '#core/errors';
import { quote } from '#core/quote';
import type { Row, RowReading } from '#core/rows/row';
import { digestBytes } from '../digest-bytes.ts';
import { type RowOptions, type RowReader, wantedFields } from '../row-format.ts';

/** Gives the content of its next row: of a list all values. Valid for ever. */
export interface ColumnSource {
  next(): Buffer;
}

/** Stretches of rows in order, each with its columns in the order of the names. */
export type ColumnGroups = () => Iterable<{ readonly rows: number; readonly columns: readonly ColumnSource[] }>;

/**
 * The digest of a row is SHA-256 over the content of each column with its length before it as 4 bytes, big-endian.
 * @throws {FormatError} FORMAT_UNSUPPORTED for a wanted column that is not there or there twice
 */
export function columnRows(
  format: string,
  names: readonly string[],
  groups: ColumnGroups,
  options: RowOptions,
): RowReader {
  const { key, label } = options;
  const wanted = wantedFields(options).map((name) => (name === undefined ? undefined : positionOf(names, name)));
  const reading: RowReading = {
    format,
    columns: names,
    ...(key === undefined ? {} : { key }),
    ...(label === undefined ? {} : { label }),
  };
  return { reading, oddities: {}, hasPlaces: false, rows: () => readRows(groups, wanted) };
}

function* readRows(groups: ColumnGroups, wanted: readonly (number | undefined)[]): Generator<Row, void> {
  const label = wanted[1];
  let number = 0;
  for (const { rows, columns } of groups()) {
    for (let row = 0; row < rows; row += 1) {
      number += 1;
      const contents = columns.map((column) => column.next());
      const rest = label === undefined ? {} : { rest: digestOf(contents.filter((_, at) => at !== label)) };
      const fields = wanted.map((at) => (at === undefined ? undefined : fieldOf(contents[at])));
      yield { number, offset: 0, length: 0, digest: digestOf(contents), fields, ...rest };
    }
  }
}

/** The value without the byte that says what it is; undefined where there is none. */
function fieldOf(content: Buffer | undefined): Buffer | undefined {
  return content === undefined || content[0] === 0 ? undefined : content.subarray(1);
}

function digestOf(contents: readonly Buffer[]): Uint8Array {
  const size = contents.reduce((sum, { length }) => sum + 4 + length, 0);
  const bytes = size <= scratch.length ? scratch.subarray(0, size) : Buffer.allocUnsafe(size);
  let at = 0;
  for (const content of contents) {
    at = bytes.writeUInt32BE(content.length, at);
    at += content.copy(bytes, at);
  }
  return digestBytes(bytes);
}

function positionOf(names: readonly string[], name: string): number {
  const at = names.indexOf(name);
  if (at < 0) throw new FormatError('FORMAT_UNSUPPORTED', `there is no column ${quote(name)}`);
  if (names.indexOf(name, at + 1) >= 0)
    throw new FormatError('FORMAT_UNSUPPORTED', `there are two columns ${quote(name)}`);
  return at;
}

const scratch = Buffer.allocUnsafe(1 << 16);
