// Records of delimited text side by side in one piece of memory, and where their fields are.
import { isUtf8 } from 'node:buffer';
import type { RowOddity } from '#core/rows/row';
import { splitFields } from '../rows/delimited/split-fields.ts';
import type { OddityCounter } from '../rows/oddity-counter.ts';
import { ByteColumnCells } from './byte-cells.ts';
import { blockBytes, blockCells, blockRows, type CellBlock } from './cell-block.ts';
import type { Exclusions } from './exclusions.ts';

/** The memory for blocks, used again for every one. */
export class RecordBlock {
  readonly #columns: number;
  readonly #delimiter: number;
  readonly #exclusions: Exclusions;
  readonly #oddities: OddityCounter;
  readonly #capacity: number;
  /** Column by column: field c of row r stands at c * capacity + r. */
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #indexes: Float64Array;
  readonly #cells: readonly ByteColumnCells[];
  #bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  #used = 0;
  count = 0;

  constructor(columns: number, delimiter: number, fileBytes: number, exclusions: Exclusions, oddities: OddityCounter) {
    this.#columns = columns;
    this.#delimiter = delimiter;
    this.#exclusions = exclusions;
    this.#oddities = oddities;
    // A row has at least one byte per field: a delimiter or the line end.
    const mostRows = Math.ceil((fileBytes + 1) / Math.max(1, columns));
    this.#capacity = Math.max(1, Math.min(blockRows, mostRows, Math.floor(blockCells / Math.max(1, columns))));
    this.#starts = new Uint32Array(columns * this.#capacity);
    this.#ends = new Uint32Array(columns * this.#capacity);
    this.#indexes = new Float64Array(this.#capacity);
    this.#cells = Array.from({ length: columns }, () => new ByteColumnCells(this.#capacity));
  }

  isFull(nextBytes: number): boolean {
    return this.count === this.#capacity || (this.count > 0 && this.#used + nextBytes > blockBytes);
  }

  clear(): void {
    this.#used = 0;
    this.count = 0;
  }

  add(record: Buffer, index: number): void {
    this.#room(record.length + 1);
    const found = record.includes(quoteMark) ? this.#placeQuoted(record, index) : this.#place(record);
    if (found !== this.#columns) {
      this.#exclusions.add(found < this.#columns ? tooFew : tooMany, index);
      return;
    }
    if (record.includes(0)) this.#oddities.add('nul', index + 1);
    this.#indexes[this.count] = index;
    this.count += 1;
    // A byte between records, so that the last letter of one and the first of the next make no UTF-8 together.
    this.#bytes[this.#used + record.length] = lineFeed;
    this.#used += record.length + 1;
  }

  finish(): CellBlock {
    this.#checkEncoding();
    const text = this.#bytes.subarray(0, this.#used);
    const columns = this.#cells.map((cells, column) => {
      const from = column * this.#capacity;
      const to = from + this.count;
      return cells.over({ bytes: text, starts: this.#starts.subarray(from, to), ends: this.#ends.subarray(from, to) });
    });
    return { count: this.count, indexes: this.#indexes.subarray(0, this.count), columns };
  }

  /** @returns how many fields the record has; empty ones beyond the columns are not counted, which ends of lines often have */
  #place(record: Buffer): number {
    const bytes = this.#bytes;
    const row = this.count;
    const capacity = this.#capacity;
    const delimiter = this.#delimiter;
    const last = this.#used + record.length;
    bytes.set(record, this.#used);
    let column = 0;
    let start = this.#used;
    for (let at = start; at < last; at += 1) {
      if (bytes[at] !== delimiter) continue;
      if (column < this.#columns) {
        this.#starts[column * capacity + row] = start;
        this.#ends[column * capacity + row] = at;
      } else if (at > start) return column + 1;
      column += 1;
      start = at + 1;
    }
    if (column >= this.#columns) return last > start ? column + 1 : this.#columns;
    this.#starts[column * capacity + row] = start;
    this.#ends[column * capacity + row] = last;
    return column + 1;
  }

  #placeQuoted(record: Buffer, index: number): number {
    const fields = splitFields(record, this.#delimiter, (kind: RowOddity) => this.#oddities.add(kind, index + 1));
    let at = this.#used;
    for (const [column, field] of fields.entries()) {
      if (column >= this.#columns) {
        if (field.length > 0) return column + 1;
        continue;
      }
      this.#bytes.set(field, at);
      this.#starts[column * this.#capacity + this.count] = at;
      at += field.length;
      this.#ends[column * this.#capacity + this.count] = at;
    }
    return Math.min(fields.length, this.#columns);
  }

  #room(needed: number): void {
    if (this.#used + needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#used + needed));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }

  #checkEncoding(): void {
    if (this.#columns === 0 || isUtf8(this.#bytes.subarray(0, this.#used))) return;
    const lastColumn = (this.#columns - 1) * this.#capacity;
    for (let row = 0; row < this.count; row += 1) {
      const record = this.#bytes.subarray(this.#starts[row] ?? 0, this.#ends[lastColumn + row] ?? 0);
      if (!isUtf8(record)) this.#oddities.add('not-utf-8', (this.#indexes[row] ?? 0) + 1);
    }
  }
}

const tooFew = 'fewer fields than columns';
const tooMany = 'more fields than columns';
const lineFeed = 0x0a;
const quoteMark = 0x22;
