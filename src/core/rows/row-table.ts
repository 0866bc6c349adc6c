// The rows of a file: who they are and what they hold, as digests. One line of canonical JSON, then the columns one after the
// other, numbers little-endian:
//
//     digests   32 bytes each      places  offset in 8, length in 4 bytes each
//     key ends   4 bytes each      keys    as many bytes as the header says; label ends and labels in the same way
//     rests     32 bytes each, only beside labels
import { canonicalJson } from '../canonical-json.ts';
import { parseSha256, type Sha256 } from '../digest.ts';
import { AssayError } from '../errors.ts';
import type { JsonNode } from '../json/parse-json-tree.ts';
import { parseStrictJson } from '../json/parse-strict-json.ts';
import * as limits from '../limits.ts';
import { type RowOddities, type RowOddity, type RowReading, readingFields, rowOddities } from './row.ts';

/** Texts of many rows: text i is bytes [ends[i - 1], ends[i]). */
export interface TextColumn {
  readonly ends: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface RowTable {
  readonly reading: RowReading;
  readonly count: number;
  /** See `row-tree.ts`. */
  readonly root: Sha256;
  readonly oddities: RowOddities;
  /** 32 bytes for each row. */
  readonly digests: Uint8Array;
  /** Where the rows stand in the file. */
  readonly places?: { readonly offsets: Float64Array; readonly lengths: Uint32Array };
  /** Empty where a row has no key. */
  readonly keys?: TextColumn;
  readonly labels?: TextColumn;
  /** 32 bytes for each row: SHA-256 of its content without the label. */
  readonly rests?: Uint8Array;
}

/** Text `row` (0-based) of a column. */
export function textAt({ ends, bytes }: TextColumn, row: number): Uint8Array {
  return bytes.subarray(row === 0 ? 0 : (ends[row - 1] ?? 0), ends[row] ?? 0);
}

/** Digest `row` (0-based) of a column of digests. */
export function digestAt(digests: Uint8Array, row: number): Uint8Array {
  return digests.subarray(row * digestBytes, (row + 1) * digestBytes);
}

/**
 * Reads a table without copying its long columns. The root is the one that the table claims: whoever got the table by its own
 * digest may believe it, others compare with `rootOfTable`.
 * @throws {AssayError} ROWS_MALFORMED for bytes that are no table; FORMAT_LIMIT
 */
export function parseRowTable(bytes: Uint8Array): RowTable {
  if (bytes.length > limits.rowTableBytes.value) {
    throw new AssayError('FORMAT_LIMIT', `the table of rows has ${bytes.length} bytes`, { limit: 'rowTableBytes' });
  }
  const end = bytes.subarray(0, maxHeaderBytes).indexOf(0x0a);
  if (end < 0) throw malformed('has no header');
  const header = parseHeader(bytes.subarray(0, end));
  const { count } = header;
  const cursor = new Columns(bytes, end + 1);
  const digests = cursor.take(count * digestBytes);
  const places = header.places ? placesOf(cursor.take(count * 12), count) : undefined;
  const keys = header.keyBytes === undefined ? undefined : cursor.texts(count, header.keyBytes);
  const labels = header.labelBytes === undefined ? undefined : cursor.texts(count, header.labelBytes);
  const rests = labels === undefined ? undefined : cursor.take(count * digestBytes);
  if (cursor.left > 0) throw malformed(`has ${cursor.left} bytes after its columns`);
  return {
    reading: header.reading,
    count,
    root: header.root,
    oddities: header.oddities,
    digests,
    ...(places === undefined ? {} : { places }),
    ...(keys === undefined ? {} : { keys }),
    ...(labels === undefined || rests === undefined ? {} : { labels, rests }),
  };
}

class Columns {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  // ATTACKER: the header may claim any number of rows; nothing is allocated before that many bytes are there.
  take(length: number): Uint8Array {
    if (length > this.left) throw malformed(`needs ${length - this.left} bytes more than it has`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  texts(count: number, length: number): TextColumn {
    const ends = numbersOf(this.take(count * 4), count, 4);
    const bytes = this.take(length);
    let last = 0;
    for (const end of ends) {
      if (end < last) throw malformed('has a text that ends before it begins');
      last = end;
    }
    if (last !== length) throw malformed('has texts of another length than its header says');
    return { ends, bytes };
  }
}

function placesOf(column: Uint8Array, count: number): NonNullable<RowTable['places']> {
  const low = numbersOf(column, count, 12);
  const high = numbersOf(column.subarray(Math.min(4, column.length)), count, 12);
  const offsets = new Float64Array(count);
  for (let row = 0; row < count; row += 1) offsets[row] = (low[row] ?? 0) + (high[row] ?? 0) * 2 ** 32;
  if (offsets.some((offset) => offset > Number.MAX_SAFE_INTEGER)) throw malformed('has an offset that no file has');
  return { offsets, lengths: numbersOf(column.subarray(Math.min(8, column.length)), count, 12) };
}

function numbersOf(column: Uint8Array, count: number, stride: number): Uint32Array {
  const view = new DataView(column.buffer, column.byteOffset, column.length);
  const numbers = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) numbers[row] = view.getUint32(row * stride, true);
  return numbers;
}

interface Header {
  readonly reading: RowReading;
  readonly count: number;
  readonly root: Sha256;
  readonly oddities: RowOddities;
  readonly places: boolean;
  readonly keyBytes?: number;
  readonly labelBytes?: number;
}

function parseHeader(line: Uint8Array): Header {
  let header: Header | undefined;
  let written: string | undefined;
  try {
    header = headerOf(memberOf(parseStrictJson(line, { maxBytes: maxHeaderBytes, maxDepth: 4 })));
    written = header === undefined ? undefined : encodeHeader(header);
  } catch (cause) {
    throw malformed('has a header that is no JSON', cause);
  }
  // There is one writing of a header, so no unknown member either.
  if (header === undefined || written !== Buffer.from(line).toString()) throw malformed('has a header that is none');
  return header;
}

type Members = (name: string) => JsonNode | undefined;

function memberOf(node: JsonNode | undefined): Members {
  return (name) => (node instanceof Map ? node.get(name) : undefined);
}

function headerOf(member: Members): Header | undefined {
  const [count, root, places, keyBytes, labelBytes] = headerNames.map(member);
  const reading = parseReading(member('reading'));
  if (reading === undefined || typeof root !== 'string' || typeof places !== 'boolean') return undefined;
  if (!isCount(count) || !isCountOrAbsent(keyBytes) || !isCountOrAbsent(labelBytes)) return undefined;
  return {
    reading,
    count,
    root: parseSha256(root),
    oddities: odditiesOf(member('oddities')),
    places,
    ...(keyBytes === undefined ? {} : { keyBytes }),
    ...(labelBytes === undefined ? {} : { labelBytes }),
  };
}

function encodeHeader({ reading, oddities, ...rest }: Header): string {
  const listed = Object.fromEntries(Object.entries(oddities).map(([kind, { count, row }]) => [kind, { count, row }]));
  return canonicalJson({ ...rest, reading: readingFields(reading), oddities: listed, schema: 'assay.row-table/1' });
}

/** The reading that a head or a table names; undefined when it is none. */
export function parseReading(node: JsonNode | undefined): RowReading | undefined {
  const member = memberOf(node);
  const format = member('format');
  const key = member('key');
  const label = member('label');
  const columns = member('columns');
  if (typeof format !== 'string') return undefined;
  return {
    format,
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    ...(Array.isArray(columns) ? { columns: columns.map(String) } : {}),
  };
}

function odditiesOf(node: JsonNode | undefined): RowOddities {
  const found: [RowOddity, { readonly count: number; readonly row: number }][] = [];
  for (const kind of oddityNames) {
    const member = memberOf(memberOf(node)(kind));
    const count = member('count');
    const row = member('row');
    if (isCount(count) && isCount(row)) found.push([kind, { count, row }]);
  }
  return Object.fromEntries(found);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCountOrAbsent(value: unknown): value is number | undefined {
  return value === undefined || isCount(value);
}

function isRowOddity(text: string): text is RowOddity {
  return text in rowOddities;
}

function malformed(reason: string, cause?: unknown): AssayError {
  return new AssayError('ROWS_MALFORMED', `the table of rows ${reason}`, { cause });
}

const digestBytes = 32;
/** More than the names of all columns that `delimited/open-delimited.ts` takes. */
const maxHeaderBytes = 4 << 20;
const headerNames = ['count', 'root', 'places', 'keyBytes', 'labelBytes'] as const;
const oddityNames: readonly RowOddity[] = Object.keys(rowOddities).filter(isRowOddity);
