// How a delimited file is written, found out from its first record: which byte stands between fields, and whether the first
// record names the columns.
import { isUtf8 } from 'node:buffer';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { recordEnds } from '../rows/delimited/record-end.ts';
import { splitFields } from '../rows/delimited/split-fields.ts';
import { afterByteOrderMark, splitRows } from '../rows/split-rows.ts';
import { distinctNames } from './distinct-names.ts';
import { parseDecimal } from './parse-decimal.ts';

export interface DelimitedOptions {
  /** One byte between fields. */
  readonly delimiter?: string;
  /** Whether the first record names the columns. Absent: it does, unless every field of it is a number. */
  readonly header?: boolean;
}

export interface Dialect {
  readonly delimiter: number;
  readonly names: readonly string[];
  /** The first record is no row. */
  readonly isNamed: boolean;
  /** Offset of the first record. */
  readonly from: number;
  readonly notes: readonly string[];
}

/**
 * @param usual - the delimiter that the ending of the file stands for; another one is taken where the first record has it and
 *   lacks the usual one
 * @throws {FormatError} FORMAT_UNSUPPORTED for UTF-16 and for a delimiter that is not one byte, FORMAT_LIMIT for too many columns
 */
export function dialectOf(source: ByteSource, usual: string, options: DelimitedOptions): Dialect {
  const from = afterByteOrderMark(source);
  const notes = from > 0 ? ['a byte order mark stands before the first row'] : [];
  const { fields, delimiter } = firstRecord(source, from, usual, options.delimiter);
  if (delimiter !== (options.delimiter ?? usual)) notes.push(`fields are divided by ${JSON.stringify(delimiter)}`);
  if (fields.length > limits.tableColumns.value) {
    throw new FormatError('FORMAT_LIMIT', `the table has ${fields.length} columns`, { limit: 'tableColumns' });
  }
  const isNamed = options.header ?? !fields.every((field) => !Number.isNaN(parseDecimal(field, 0, field.length)));
  if (!isNamed && options.header === undefined)
    notes.push('the first row has only numbers, so it is data and no header');
  const given = isNamed ? fields.map(decoded) : fields.map((_, index) => String(index + 1));
  const { names, note } = distinctNames(given);
  return {
    delimiter: delimiter.charCodeAt(0),
    names,
    isNamed,
    from,
    notes: note === undefined ? notes : [...notes, note],
  };
}

interface FirstRecord {
  readonly fields: readonly Buffer[];
  readonly delimiter: string;
}

function firstRecord(source: ByteSource, from: number, usual: string, wanted: string | undefined): FirstRecord {
  if (wanted !== undefined && Buffer.byteLength(wanted) !== 1) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'the delimiter is not one byte');
  }
  const first = fieldsOf(source, from, wanted ?? usual);
  if (wanted !== undefined || first.length !== 1) return { fields: first, delimiter: wanted ?? usual };
  let best: FirstRecord = { fields: first, delimiter: usual };
  for (const delimiter of otherDelimiters) {
    const fields = fieldsOf(source, from, delimiter);
    if (fields.length > best.fields.length) best = { fields, delimiter };
  }
  return best;
}

function fieldsOf(source: ByteSource, from: number, delimiter: string): readonly Buffer[] {
  const byte = delimiter.charCodeAt(0);
  for (const { bytes } of splitRows(source, from, recordEnds(byte))) {
    if (bytes.length > 0) return splitFields(bytes, byte, () => {});
  }
  return [];
}

/** Names are UTF-8, or each byte is a character of Latin-1. */
function decoded(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1').trim();
}

const otherDelimiters: readonly string[] = [',', ';', '\t', '|'];
