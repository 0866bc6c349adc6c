// Makes the table of a file while its rows are read.
import { canonicalJson } from '../canonical-json.ts';
import { sha256 } from '../digest.ts';
import { FormatError } from '../errors.ts';
import * as limits from '../limits.ts';
import { ByteColumn } from './byte-column.ts';
import { type RowOddities, type RowReading, readingFields } from './row.ts';
import { parseRowTable, type RowTable } from './row-table.ts';
import { encodeHead, rowHash, TreeRoot, tableRoot } from './row-tree.ts';

export interface TableRow {
  /** SHA-256 of the content, 32 bytes. */
  readonly digest: Uint8Array;
  /** At most `limits.rowKeyBytes`; empty or absent when the row has none. */
  readonly key?: Uint8Array | undefined;
  /** As much of the label as is kept. */
  readonly label?: Uint8Array | undefined;
  /** SHA-256 of the content without the label, 32 bytes. */
  readonly rest?: Uint8Array | undefined;
  readonly offset?: number;
  /** Bytes, below 2^32. */
  readonly length?: number;
}

export interface EncodedRowTable {
  readonly bytes: Uint8Array;
  readonly table: RowTable;
}

export class RowTableBuilder {
  readonly #digests = new ByteColumn();
  readonly #places = new ByteColumn();
  readonly #keyEnds = new ByteColumn();
  readonly #keys = new ByteColumn();
  readonly #labelEnds = new ByteColumn();
  readonly #labels = new ByteColumn();
  readonly #rests = new ByteColumn();
  readonly #tree = new TreeRoot();
  readonly #hasKeys: boolean;
  readonly #hasLabels: boolean;
  readonly #hasPlaces: boolean;
  #count = 0;

  /** @param options.places - whether rows come with offset and length */
  constructor(options: { readonly keys: boolean; readonly labels: boolean; readonly places: boolean }) {
    this.#hasKeys = options.keys;
    this.#hasLabels = options.labels;
    this.#hasPlaces = options.places;
  }

  /** @throws {FormatError} FORMAT_LIMIT when there are more rows than a table may have */
  add(row: TableRow): void {
    const key = (this.#hasKeys ? row.key : undefined) ?? empty;
    this.#count += 1;
    this.#digests.push(row.digest);
    this.#tree.add(rowHash(key, row.digest));
    if (this.#hasPlaces) {
      this.#places.pushUint64(row.offset ?? 0);
      this.#places.pushUint32(row.length ?? 0);
    }
    if (this.#hasKeys) {
      this.#keys.push(key);
      this.#keyEnds.pushUint32(this.#keys.length);
    }
    if (this.#hasLabels) {
      this.#labels.push(row.label ?? empty);
      this.#labelEnds.pushUint32(this.#labels.length);
      this.#rests.push(row.rest ?? row.digest);
    }
    if (this.#count > limits.rowsPerTable.value) throw tooLarge('rowsPerTable', limits.rowsPerTable, 'rows');
    if (this.#keys.length > limits.rowTableBytes.value / 2)
      throw tooLarge('rowTableBytes', limits.rowTableBytes, 'bytes of keys');
  }

  /** @throws {FormatError} FORMAT_LIMIT when the table is larger than one that is read back */
  finish(reading: RowReading, oddities: RowOddities): EncodedRowTable {
    const root = tableRoot(encodeHead(reading, this.#count), this.#tree.root());
    const header = canonicalJson({
      schema: 'assay.row-table/1',
      count: this.#count,
      reading: readingFields(reading),
      root: Buffer.from(root).toString('hex'),
      oddities: Object.fromEntries(Object.entries(oddities).map(([kind, { count, row }]) => [kind, { count, row }])),
      places: this.#hasPlaces,
      ...(this.#hasKeys ? { keyBytes: this.#keys.length } : {}),
      ...(this.#hasLabels ? { labelBytes: this.#labels.length } : {}),
    });
    const columns = [
      this.#digests,
      this.#places,
      this.#keyEnds,
      this.#keys,
      this.#labelEnds,
      this.#labels,
      this.#rests,
    ];
    const head = Buffer.from(`${header}\n`);
    const size = columns.reduce((sum, { length }) => sum + length, head.length);
    if (size > limits.rowTableBytes.value)
      throw tooLarge('rowTableBytes', limits.rowTableBytes, 'bytes in its table of rows');
    const bytes = Buffer.allocUnsafeSlow(size);
    bytes.set(head);
    columns.reduce((at, column) => column.moveTo(bytes, at), head.length);
    return { bytes, table: parseRowTable(bytes) };
  }
}

/** What is kept of a key: itself, or its digest when it is too long. */
export function keptKey(key: Uint8Array): Uint8Array {
  return key.length <= limits.rowKeyBytes.value ? key : Buffer.from(`sha256:${sha256(key)}`);
}

/** What is kept of a label, cut between characters. */
export function keptLabel(label: Uint8Array): Uint8Array {
  let end = Math.min(label.length, limits.rowLabelBytes.value);
  while (end < label.length && end > 0 && ((label[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return label.subarray(0, end);
}

function tooLarge(limit: string, { value }: limits.Limit, what: string): FormatError {
  return new FormatError('FORMAT_LIMIT', `the file has more than ${value} ${what}`, { limit, value });
}

const empty = new Uint8Array(0);
