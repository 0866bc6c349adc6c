// What a format of rows has to provide: one file of this folder exports `rowFormat`, and the list of them is generated.
import type { ByteSource } from '#core/byte-source';
import type { Row, RowOddities, RowReading } from '#core/rows/row';

export interface RowOptions {
  /** The column or member that names a row. */
  readonly key?: string;
  /** The column or member that is the label of a row. */
  readonly label?: string;
  /** What else is wanted of each row; `Row.fields` has key, label and these, in this order. */
  readonly fields?: readonly string[];
  /** One byte between fields, where the format leaves it open. */
  readonly delimiter?: string;
  /** False: the first row is data; columns are then named `1`, `2`, ... */
  readonly header?: boolean;
}

/** Reads one file once. */
export interface RowReader {
  /** How the rows come about, known before the first one. */
  readonly reading: RowReading;
  /** Complete when all rows have been read. */
  readonly oddities: RowOddities;
  /** False: a row lies in many places of the file, and its offset and length say nothing. */
  readonly hasPlaces?: boolean;
  /** @throws {FormatError} when the rest cannot be divided into rows */
  rows(): Generator<Row, void>;
}

export interface RowFormat {
  readonly name: string;
  readonly title: string;
  /** Endings of names, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** @throws {FormatError} when no row can be read, or a wanted column is not there */
  open(source: ByteSource, options: RowOptions): RowReader;
}

/** The fields that `Row.fields` has, in order. Key and label keep their places when they are not asked for. */
export function wantedFields({ key, label, fields }: RowOptions): readonly (string | undefined)[] {
  return [key, label, ...(fields ?? [])];
}
