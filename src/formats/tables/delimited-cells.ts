// CSV and TSV as blocks of cells. Records end where `rows/delimited` says they end; a record without quotes, which is nearly
// every one, is divided in place without an object per field.
import type { ByteSource } from '#core/byte-source';
import type { Exclusion } from '#core/dataset/data-set';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { recordEnds } from '../rows/delimited/record-end.ts';
import { OddityCounter } from '../rows/oddity-counter.ts';
import { splitRows } from '../rows/split-rows.ts';
import type { CellBlock, CellReader } from './cell-block.ts';
import { type DelimitedOptions, type Dialect, dialectOf } from './delimited-dialect.ts';
import { Exclusions } from './exclusions.ts';
import { noteOddities } from './note-oddities.ts';
import { RecordBlock } from './record-block.ts';

/**
 * @param usual - the delimiter of the format, one byte
 * @throws {FormatError} as `dialectOf`; reading blocks: as `splitRows`
 */
export function delimitedCells(source: ByteSource, usual: string, options: DelimitedOptions = {}): CellReader {
  return new DelimitedCells(source, dialectOf(source, usual, options));
}

class DelimitedCells implements CellReader {
  readonly names: readonly string[];
  readonly #source: ByteSource;
  readonly #dialect: Dialect;
  #exclusions = new Exclusions();
  #oddities = new OddityCounter();
  #readTo = 0;

  constructor(source: ByteSource, dialect: Dialect) {
    this.#source = source;
    this.#dialect = dialect;
    this.names = dialect.names;
  }

  share(): number {
    return this.#source.size === 0 ? 1 : this.#readTo / this.#source.size;
  }

  excluded(): readonly Exclusion[] {
    return this.#exclusions.all();
  }

  notes(): readonly string[] {
    return [...this.#dialect.notes, ...noteOddities(this.#oddities.all())];
  }

  async *blocks(): AsyncGenerator<CellBlock, void> {
    this.#exclusions = new Exclusions();
    this.#oddities = new OddityCounter();
    const { delimiter, from, isNamed } = this.#dialect;
    const block = new RecordBlock(this.names.length, delimiter, this.#source.size, this.#exclusions, this.#oddities);
    let index = isNamed ? -1 : 0;
    for (const { bytes, offset } of splitRows(this.#source, from, recordEnds(delimiter))) {
      if (bytes.length === 0) {
        this.#oddities.add('blank-line', Math.max(index, 0));
        continue;
      }
      if (index >= 0) {
        if (block.isFull(bytes.length)) {
          this.#readTo = offset;
          yield block.finish();
          block.clear();
        }
        block.add(bytes, index);
      }
      index += 1;
      if (index > limits.rowsPerTable.value) {
        throw new FormatError('FORMAT_LIMIT', 'the table has too many rows', { limit: 'rowsPerTable' });
      }
    }
    this.#readTo = this.#source.size;
    if (block.count > 0) yield block.finish();
  }
}
