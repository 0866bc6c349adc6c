// Arrow files and streams as blocks of cells.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { WorkBudget } from '#core/work-budget';
import { BatchReader } from '../arrow/buffers.ts';
import { type ArrowColumn, absence, columnsOf, valuesOf } from '../arrow/columns.ts';
import { type Dictionary, dictionaryIndex, readDictionary } from '../arrow/dictionary.ts';
import { type ArrowField, arrowFields } from '../arrow/fields.ts';
import { leavesOf } from '../arrow/leaves.ts';
import { type ArrowMessage, arrowMessages } from '../arrow/messages.ts';
import { adderOf, writtenAs } from '../parquet/add-value.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { blockBytes, blockCells, blockRows, type CellBlock, type CellReader } from './cell-block.ts';
import { distinctNames } from './distinct-names.ts';
import { ValueCells } from './value-cells.ts';

/**
 * Columns inside structures are `outer.inner`; columns of lists, unions and bytes that are no text are left out, which the notes say.
 * @param wanted - names of the columns that are read; absent: all
 * @throws {FormatError} also from the blocks
 */
export function arrowCells(source: ByteSource, wanted?: readonly string[]): CellReader {
  const first = arrowMessages(source, new WorkBudget(source.size)).next();
  if (first.done === true || first.value.kind !== 'schema') {
    throw new FormatError('FORMAT_MALFORMED', 'the table does not begin with its schema');
  }
  return new ArrowCells(source, arrowFields(first.value.header), wanted);
}

interface Feature {
  readonly field: ArrowField;
  readonly cells: ValueCells;
  /** Among the columns of a batch. */
  readonly index: number;
}

class ArrowCells implements CellReader {
  readonly names: readonly string[];
  readonly #source: ByteSource;
  readonly #fields: readonly ArrowField[];
  readonly #features: readonly Feature[];
  readonly #capacity: number;
  readonly #notes: readonly string[];
  #readTo = 0;

  constructor(source: ByteSource, fields: readonly ArrowField[], wanted: readonly string[] | undefined) {
    this.#source = source;
    this.#fields = fields;
    const leaves = leavesOf(fields);
    const all = leaves.flatMap(({ name, field, index }) =>
      index === undefined || adderOf(field.logical) === undefined ? [] : [{ name, field, index }],
    );
    const { names, note } = distinctNames(all.map(({ name }) => name));
    const chosen = all.flatMap(({ field, index }, at) => {
      const name = names[at] ?? '';
      return wanted === undefined || wanted.includes(name) ? [{ name, field, index }] : [];
    });
    this.names = chosen.map(({ name }) => name);
    // Every row of a column takes a bit at least, but for columns of nothing.
    this.#capacity = Math.max(1, Math.min(blockRows, source.size, Math.floor(blockCells / Math.max(1, chosen.length))));
    this.#features = chosen.map(({ field, index }) => ({
      field,
      index,
      cells: new ValueCells(this.#capacity, writtenAs(field.logical)),
    }));
    const left = leaves.length - all.length;
    this.#notes = [
      ...(note === undefined ? [] : [note]),
      ...(left > 0 ? [`${left} columns of lists or of bytes are left out`] : []),
    ];
  }

  share(): number {
    return this.#source.size === 0 ? 1 : this.#readTo / this.#source.size;
  }

  excluded(): readonly never[] {
    return [];
  }

  notes(): readonly string[] {
    const asText = this.#features.reduce((sum, { cells }) => sum + cells.numbersAsText, 0);
    return asText > 0 ? [...this.#notes, `${asText} numbers are written as text`] : this.#notes;
  }

  async *blocks(): AsyncGenerator<CellBlock, void> {
    const budget: PageBudget = {
      work: new WorkBudget(this.#source.size),
      left: limits.tableBytesBase.value + 256 * this.#source.size,
    };
    const dictionaries = new Map<number, Dictionary>();
    let done = 0;
    for (const message of arrowMessages(this.#source, budget.work)) {
      if (message.kind === 'dictionary') {
        readDictionary(
          message,
          this.#features.map(({ field }) => field),
          this.#source,
          budget,
          dictionaries,
        );
      }
      if (message.kind !== 'batch') continue;
      const { rows, columns } = this.#batchOf(message, budget, done);
      for (let from = 0; from < rows; ) {
        const to = Math.min(rows, from + this.#capacity);
        for (const feature of this.#features) fill(feature, columns[feature.index], from, to, dictionaries, budget);
        this.#readTo = message.from + ((message.to - message.from) * to) / rows;
        const indexes = Float64Array.from({ length: to - from }, (_, row) => done + from + row);
        yield { count: to - from, indexes, columns: this.#features.map(({ cells }) => cells) };
        from = to;
      }
      done += rows;
    }
    this.#readTo = this.#source.size;
  }

  #batchOf(
    { header, from, to }: ArrowMessage,
    budget: PageBudget,
    done: number,
  ): { readonly rows: number; readonly columns: readonly ArrowColumn[] } {
    const batch = new BatchReader(header, this.#source, from, to, budget);
    const rows = done + batch.rows;
    // ATTACKER: a column of nothing takes no bytes, however many rows it has.
    const most = limits.tableCellsBase.value + 64 * this.#source.size;
    if (rows > limits.rowsPerTable.value || rows * Math.max(1, this.names.length) > most) {
      throw new FormatError('FORMAT_LIMIT', 'the table has too many rows', { limit: 'rowsPerTable' });
    }
    return { rows: batch.rows, columns: this.#fields.flatMap((field) => columnsOf(field, batch, '', [], true)) };
  }
}

function fill(
  { field, cells }: Feature,
  column: ArrowColumn | undefined,
  from: number,
  to: number,
  dictionaries: ReadonlyMap<number, Dictionary>,
  budget: PageBudget,
): void {
  const add = adderOf(field.logical);
  cells.clear();
  if (column === undefined || add === undefined) return;
  const absent = field.storage.kind === 'null' ? new Uint8Array(to - from).fill(1) : absence(column.validity, from, to);
  const values = valuesOf(field.dictionary?.index ?? field.storage, column.buffers, from, to);
  const dictionary = field.dictionary === undefined ? undefined : dictionaries.get(field.dictionary.id);
  for (let row = 0; row < to - from; row += 1) {
    if (absent !== undefined && absent[row] !== 0) cells.addMissing();
    else if (field.dictionary === undefined) add(cells, values, row);
    else {
      const index = dictionaryIndex(values, row, dictionary);
      if (dictionary?.absent !== undefined && dictionary.absent[index] !== 0) cells.addMissing();
      else if (dictionary !== undefined) add(cells, dictionary.values, index);
    }
    if (cells.bytes > mostCellBytes)
      throw new FormatError('FORMAT_LIMIT', 'the texts of a block are too long', { limit: 'rowBytes' });
  }
  budget.left -= cells.bytes;
  if (budget.left < 0)
    throw new FormatError('FORMAT_LIMIT', 'the texts of the table are too long', { limit: 'tableBytesBase' });
}

/** ATTACKER: a dictionary holds one long text, and every row may name it. */
const mostCellBytes = 8 * blockBytes;
