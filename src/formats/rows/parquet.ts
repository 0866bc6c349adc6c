// Parquet: each row of a row group is a row. How its values are stored makes no difference to its digest.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { type ColumnChunk, parseParquetFooter } from '../parquet/footer.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { type DataPage, readPages } from '../parquet/read-page.ts';
import type { ParquetColumn } from '../parquet/schema.ts';
import { canonicalValue } from './columnar/canonical-value.ts';
import { type ColumnSource, columnRows } from './columnar/column-rows.ts';
import type { RowFormat } from './row-format.ts';

/** A column inside structures is `outer.inner`; of a list a row has all values with their levels. */
export const rowFormat: RowFormat = {
  name: 'parquet',
  title: 'Parquet table',
  extensions: ['parquet', 'pq'],
  open(source, options) {
    const budget: PageBudget = {
      work: new WorkBudget(source.size),
      left: limits.tableBytesBase.value + 256 * source.size,
    };
    const { columns, groups } = parseParquetFooter(source, budget.work);
    const names = columns.map(({ name }) => name);
    function* stretches(): Generator<{ readonly rows: number; readonly columns: readonly ColumnSource[] }> {
      for (const { rows, chunks } of groups) {
        yield { rows, columns: columns.map((column, at) => new ParquetSource(source, chunks[at], column, budget)) };
      }
    }
    return columnRows('parquet', names, stretches, options);
  },
};

class ParquetSource implements ColumnSource {
  readonly #pages: Generator<DataPage, void>;
  readonly #column: ParquetColumn;
  readonly #budget: PageBudget;
  #page: DataPage | undefined;
  #entry = 0;
  #value = 0;

  constructor(source: ByteSource, chunk: ColumnChunk | undefined, column: ParquetColumn, budget: PageBudget) {
    if (chunk === undefined) throw new FormatError('FORMAT_MALFORMED', 'a row group lacks a column');
    this.#pages = readPages(source, chunk, column, budget);
    this.#column = column;
    this.#budget = budget;
  }

  next(): Buffer {
    const first = this.#take();
    if (this.#column.maxRepetition === 0) return first.content;
    if (first.repetition !== 0) throw new FormatError('FORMAT_MALFORMED', 'a list goes on where a row begins');
    const parts = [listMark, withLevels(first)];
    let bytes = first.content.length;
    for (let at = this.#next(); at !== undefined && at.repetition !== 0; at = this.#next()) {
      const entry = this.#take();
      bytes += entry.content.length + 6;
      if (bytes > limits.rowBytes.value) {
        throw new FormatError('FORMAT_LIMIT', 'a list of one row is too long', { limit: 'rowBytes' });
      }
      parts.push(withLevels(entry));
    }
    return Buffer.concat(parts);
  }

  #take(): Entry {
    const page = this.#next()?.page;
    if (page === undefined) throw new FormatError('FORMAT_TRUNCATED', 'a column has fewer values than rows');
    const repetition = page.repetitions?.[this.#entry] ?? 0;
    const level = page.definitions?.[this.#entry] ?? this.#column.maxDefinition;
    this.#entry += 1;
    if (level !== this.#column.maxDefinition) return { repetition, level, content: Buffer.of(0, level) };
    const index = page.indices === undefined ? this.#value : (page.indices[this.#value] ?? 0);
    this.#value += 1;
    const content = canonicalValue(this.#column.logical, page.values, index);
    this.#budget.left -= content.length;
    if (this.#budget.left < 0) {
      throw new FormatError('FORMAT_LIMIT', 'the values of the table are too long together', {
        limit: 'tableBytesBase',
      });
    }
    return { repetition, level, content };
  }

  /** Where the next entry stands; undefined after the last one. */
  #next(): { readonly page: DataPage; readonly repetition: number } | undefined {
    if (this.#page === undefined || this.#entry >= this.#page.count) {
      const next = this.#pages.next();
      if (next.done === true) return undefined;
      this.#page = next.value;
      this.#entry = 0;
      this.#value = 0;
    }
    return { page: this.#page, repetition: this.#page.repetitions?.[this.#entry] ?? 0 };
  }
}

interface Entry {
  readonly repetition: number;
  readonly level: number;
  readonly content: Buffer;
}

/** At which list it begins anew, how much of the path is there, its length and the value. */
function withLevels({ repetition, level, content }: Entry): Buffer {
  const head = Buffer.from([repetition, level, 0, 0, 0, 0]);
  head.writeUInt32BE(content.length, 2);
  return Buffer.concat([head, content]);
}

const listMark = Buffer.from('l');
