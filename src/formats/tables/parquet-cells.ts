// Parquet as blocks of cells: a page of each column is held at a time, so that a row group of any length passes in little memory.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { type AddValue, adderOf, writtenAs } from '../parquet/add-value.ts';
import { type ColumnChunk, type ParquetFooter, parseParquetFooter } from '../parquet/footer.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { type DataPage, readPages } from '../parquet/read-page.ts';
import type { ParquetColumn } from '../parquet/schema.ts';
import { blockBytes, blockCells, blockRows, type CellBlock, type CellReader } from './cell-block.ts';
import { distinctNames } from './distinct-names.ts';
import { ValueCells } from './value-cells.ts';

/**
 * Columns inside structures are `outer.inner`. Columns of lists, and of bytes that are no text, are no features: they are left out, which
 * the notes say.
 * @param wanted - names of the columns that are read; absent: all
 * @throws {FormatError} also from the blocks
 */
export function parquetCells(source: ByteSource, wanted?: readonly string[]): CellReader {
  const work = new WorkBudget(source.size);
  return new ParquetCells(source, parseParquetFooter(source, work), work, wanted);
}

/** A column that is read. */
interface Feature {
  readonly index: number;
  readonly column: ParquetColumn;
  readonly add: AddValue;
}

class ParquetCells implements CellReader {
  readonly names: readonly string[];
  readonly #source: ByteSource;
  readonly #footer: ParquetFooter;
  readonly #budget: PageBudget;
  readonly #features: readonly Feature[];
  readonly #cells: readonly ValueCells[];
  readonly #notes: readonly string[];
  readonly #capacity: number;
  #done = 0;

  constructor(source: ByteSource, footer: ParquetFooter, work: WorkBudget, wanted: readonly string[] | undefined) {
    this.#source = source;
    this.#footer = footer;
    this.#budget = { work, left: limits.tableBytesBase.value + 256 * source.size };
    const { names, note } = distinctNames(footer.columns.map(({ name }) => name));
    const all = footer.columns.map((column, index) => ({ index, column, add: adderOf(column.logical) }));
    const features = all.flatMap(({ index, column, add }): readonly Feature[] =>
      add === undefined || column.maxRepetition > 0 ? [] : [{ index, column, add }],
    );
    const isWanted = (name: string): boolean => wanted === undefined || wanted.includes(name);
    this.#features = features.filter(({ index }) => isWanted(names[index] ?? ''));
    this.names = this.#features.map(({ index }) => names[index] ?? '');
    const most = Math.floor(blockCells / Math.max(1, this.#features.length));
    this.#capacity = Math.max(1, Math.min(blockRows, footer.rows, most));
    this.#cells = this.#features.map(({ column }) => new ValueCells(this.#capacity, writtenAs(column.logical)));
    const left = footer.columns.length - features.length;
    this.#notes = [
      ...(note === undefined ? [] : [note]),
      ...(left > 0 ? [`${left} columns of lists or of bytes are left out`] : []),
    ];
  }

  share(): number {
    return this.#footer.rows === 0 ? 1 : this.#done / this.#footer.rows;
  }

  excluded(): readonly never[] {
    return [];
  }

  notes(): readonly string[] {
    const asText = this.#cells.reduce((sum, column) => sum + column.numbersAsText, 0);
    return asText > 0 ? [...this.#notes, `${asText} numbers are written as text`] : this.#notes;
  }

  async *blocks(): AsyncGenerator<CellBlock, void> {
    this.#done = 0;
    for (const { rows, chunks } of this.#footer.groups) {
      const cursors = this.#features.map(
        ({ index, column }) => new ColumnCursor(this.#source, chunks[index], column, this.#budget),
      );
      for (let left = rows; left > 0; ) {
        const count = this.#fill(cursors, Math.min(left, this.#capacity));
        const indexes = Float64Array.from({ length: count }, (_, row) => this.#done + row);
        this.#done += count;
        left -= count;
        yield { count, indexes, columns: this.#cells };
      }
    }
  }

  /** Fewer rows than asked for where texts are long. @returns how many */
  #fill(cursors: readonly ColumnCursor[], most: number): number {
    for (const cells of this.#cells) cells.clear();
    let count = 0;
    let bytes = 0;
    while (count < most && bytes < blockBytes) {
      const step = Math.min(most - count, stepRows);
      bytes = 0;
      for (const [feature, cursor] of cursors.entries()) {
        const cells = this.#cells[feature];
        const add = this.#features[feature]?.add;
        if (cells === undefined || add === undefined) continue;
        cursor.read(step, cells, add);
        bytes += cells.bytes;
      }
      count += step;
    }
    return count;
  }
}

/** One column of one row group, read from page to page. */
class ColumnCursor {
  readonly #pages: Generator<DataPage, void>;
  readonly #maxDefinition: number;
  readonly #budget: PageBudget;
  #page: DataPage | undefined;
  #entry = 0;
  #value = 0;

  constructor(source: ByteSource, chunk: ColumnChunk | undefined, column: ParquetColumn, budget: PageBudget) {
    if (chunk === undefined) throw new FormatError('FORMAT_MALFORMED', 'a row group lacks a column');
    this.#pages = readPages(source, chunk, column, budget);
    this.#maxDefinition = column.maxDefinition;
    this.#budget = budget;
  }

  read(rows: number, cells: ValueCells, add: AddValue): void {
    const before = cells.bytes;
    for (let left = rows; left > 0; ) {
      const page = this.#current();
      const count = Math.min(left, page.count - this.#entry);
      this.#copy(page, count, cells, add);
      left -= count;
    }
    this.#budget.left -= cells.bytes - before;
    if (this.#budget.left < 0) throw tooLong('tableBytesBase');
  }

  #copy({ definitions, values, indices }: DataPage, count: number, cells: ValueCells, add: AddValue): void {
    for (const end = this.#entry + count; this.#entry < end; this.#entry += 1) {
      if (definitions !== undefined && definitions[this.#entry] !== this.#maxDefinition) cells.addMissing();
      else {
        add(cells, values, indices === undefined ? this.#value : (indices[this.#value] ?? 0));
        this.#value += 1;
        if (cells.bytes > mostCellBytes) throw tooLong('rowBytes');
      }
    }
  }

  #current(): DataPage {
    if (this.#page !== undefined && this.#entry < this.#page.count) return this.#page;
    const next = this.#pages.next();
    if (next.done === true) throw new FormatError('FORMAT_TRUNCATED', 'a column has fewer values than rows');
    this.#page = next.value;
    this.#entry = 0;
    this.#value = 0;
    return next.value;
  }
}

function tooLong(limit: string): FormatError {
  return new FormatError('FORMAT_LIMIT', 'the texts of the table are too long together', { limit });
}

const stepRows = 32;
/** ATTACKER: a page holds one long text, and every row of a step may name it. */
const mostCellBytes = 8 * blockBytes;
