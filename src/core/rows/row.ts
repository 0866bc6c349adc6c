// A row of a data set as a reader gives it, and how a file was read to get it.
import type { Json } from '../canonical-json.ts';

/** What two readers take differently, or what makes a row less than it looks. */
export const rowOddities = {
  'byte-order-mark': 'a byte order mark stands before the first row; it is not part of it',
  'not-utf-8': 'bytes that are no UTF-8 are compared as they are',
  nul: 'a NUL byte: some readers end the text there',
  malformed: 'a line that is no JSON is compared byte for byte',
  'duplicate-name': 'a name stands twice in one object: readers take the first or the last',
  'not-a-number': 'NaN or Infinity, which JSON does not have',
  'control-character': 'a raw control character inside a JSON string',
  'lone-surrogate': 'half of a surrogate pair: there is no such character',
  'blank-line': 'an empty line is no row; some readers make one of it',
  ragged: 'more or fewer fields than the header has',
  'text-after-quote': 'text follows a closing quote: readers join it, drop it or refuse it',
  'quote-inside': 'a quote in a field that does not begin with one: it stands for itself',
  'key-missing': 'a row without key is known by its digest alone',
  'key-long': 'a key that is too long to be kept is known by its digest',
} as const;
export type RowOddity = keyof typeof rowOddities;

/** How often something odd was met, and the first row that has it. */
export type RowOddities = Partial<Record<RowOddity, { readonly count: number; readonly row: number }>>;

/** How the rows of a file came about. Two tables can be compared when format and key are the same. */
export interface RowReading {
  readonly format: string;
  /** The column or member that names a row; absent when rows are known by their digest. */
  readonly key?: string;
  /** The column or member that is the label of a row. */
  readonly label?: string;
  /** Names of the columns where the format has them apart from the rows. */
  readonly columns?: readonly string[];
}

export interface Row {
  /** 1 for the first row; a header is no row. */
  readonly number: number;
  /** Bytes [offset, offset + length) of the file, without the line end. */
  readonly offset: number;
  readonly length: number;
  /** SHA-256 of the content, 32 bytes. */
  readonly digest: Uint8Array;
  /** The fields that the reader was asked for, in that order; undefined where the row has no such field. Valid until the next row. */
  readonly fields: readonly (Uint8Array | undefined)[];
  /** SHA-256 of the content without the label; absent when there is no label to leave out. */
  readonly rest?: Uint8Array;
}

/** `reading` as part of canonical JSON. */
export function readingFields({ format, key, label, columns }: RowReading): { readonly [name: string]: Json } {
  return {
    format,
    ...(key === undefined ? {} : { key }),
    ...(label === undefined ? {} : { label }),
    ...(columns === undefined ? {} : { columns }),
  };
}
