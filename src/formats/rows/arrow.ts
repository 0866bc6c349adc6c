// Arrow files and streams: each row of a record batch is a row. How its values are stored makes no difference to its digest.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { WorkBudget } from '#core/work-budget';
import { BatchReader } from '../arrow/buffers.ts';
import { type ArrowColumn, absence, columnsOf, valuesOf } from '../arrow/columns.ts';
import { type Dictionary, dictionaryIndex, readDictionary } from '../arrow/dictionary.ts';
import { type ArrowField, arrowFields } from '../arrow/fields.ts';
import { leavesOf } from '../arrow/leaves.ts';
import { type ArrowMessage, arrowMessages } from '../arrow/messages.ts';
import type { PhysicalValues } from '../parquet/decode-values.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { canonicalValue } from './columnar/canonical-value.ts';
import { type ColumnSource, columnRows } from './columnar/column-rows.ts';
import type { RowFormat } from './row-format.ts';

/** A column inside structures is `outer.inner`. A table with lists or unions is refused: a row without them would hide their changes. */
export const rowFormat: RowFormat = {
  name: 'arrow',
  title: 'Arrow table',
  extensions: ['arrow', 'feather', 'ipc'],
  open(source, options) {
    const fields = fieldsOf(source);
    const leaves = leavesOf(fields);
    const other = leaves.find(({ index, field }) => index === undefined || field.storage.kind === 'views');
    if (other !== undefined) {
      throw new FormatError('FORMAT_UNSUPPORTED', `the column ${quote(other.name)} is a list, a union or a view`);
    }
    const names = leaves.map(({ name }) => name);
    return columnRows('arrow', names, () => batchesOf(source, fields), options);
  },
};

function fieldsOf(source: ByteSource): readonly ArrowField[] {
  const first = arrowMessages(source, new WorkBudget(source.size)).next();
  if (first.done !== true && first.value.kind === 'schema') return arrowFields(first.value.header);
  throw new FormatError('FORMAT_MALFORMED', 'the table does not begin with its schema');
}

function* batchesOf(
  source: ByteSource,
  fields: readonly ArrowField[],
): Generator<{ readonly rows: number; readonly columns: readonly ColumnSource[] }> {
  const budget: PageBudget = {
    work: new WorkBudget(source.size),
    left: limits.tableBytesBase.value + 256 * source.size,
  };
  const dictionaries = new Map<number, Dictionary>();
  const leaves = leavesOf(fields).map(({ field }) => field);
  let rows = 0;
  for (const message of arrowMessages(source, budget.work)) {
    if (message.kind === 'dictionary') readDictionary(message, leaves, source, budget, dictionaries);
    if (message.kind !== 'batch') continue;
    const batch = batchOf(message, source, fields, budget);
    rows += batch.rows;
    // ATTACKER: a column of nothing takes no bytes, however many rows it has.
    if (rows > limits.rowsPerTable.value) {
      throw new FormatError('FORMAT_LIMIT', 'the table has too many rows', { limit: 'rowsPerTable' });
    }
    const columns = batch.columns.map((column) => new ArrowSource(column, batch.rows, dictionaries, budget));
    yield { rows: batch.rows, columns };
  }
}

function batchOf(
  { header, from, to }: ArrowMessage,
  source: ByteSource,
  fields: readonly ArrowField[],
  budget: PageBudget,
): { readonly rows: number; readonly columns: readonly ArrowColumn[] } {
  const batch = new BatchReader(header, source, from, to, budget);
  return { rows: batch.rows, columns: fields.flatMap((field) => columnsOf(field, batch, '', [], true)) };
}

class ArrowSource implements ColumnSource {
  readonly #column: ArrowColumn;
  readonly #rows: number;
  readonly #dictionary: Dictionary | undefined;
  readonly #budget: PageBudget;
  /** The stretch of rows [from, to) that is held. */
  #from = 0;
  #to = 0;
  #row = 0;
  #values: PhysicalValues = { kind: 'numbers', values: new Uint8Array(0) };
  #absent: Uint8Array | undefined;

  constructor(column: ArrowColumn, rows: number, dictionaries: ReadonlyMap<number, Dictionary>, budget: PageBudget) {
    this.#column = column;
    this.#rows = rows;
    const { dictionary } = column.field;
    this.#dictionary = dictionary === undefined ? undefined : dictionaries.get(dictionary.id);
    this.#budget = budget;
  }

  next(): Buffer {
    if (this.#row === this.#to) this.#readOn();
    const at = this.#row - this.#from;
    this.#row += 1;
    const content = this.#contentAt(at);
    this.#budget.left -= content.length;
    if (this.#budget.left >= 0) return content;
    throw new FormatError('FORMAT_LIMIT', 'the values of the table are too long together', { limit: 'tableBytesBase' });
  }

  #contentAt(at: number): Buffer {
    const { field } = this.#column;
    const absent = field.storage.kind === 'null' ? 1 : (this.#absent?.[at] ?? 0);
    if (absent !== 0) return Buffer.of(0, absent - 1);
    if (field.dictionary === undefined) return canonicalValue(field.logical, this.#values, at);
    const index = dictionaryIndex(this.#values, at, this.#dictionary);
    const none = this.#dictionary?.absent?.[index] ?? 0;
    if (none !== 0 || this.#dictionary === undefined) return Buffer.of(0, 0);
    return canonicalValue(field.logical, this.#dictionary.values, index);
  }

  #readOn(): void {
    const { field, buffers, validity } = this.#column;
    this.#from = this.#row;
    this.#to = Math.min(this.#rows, this.#row + stretchRows);
    this.#values = valuesOf(field.dictionary?.index ?? field.storage, buffers, this.#from, this.#to);
    this.#absent = absence(validity, this.#from, this.#to);
  }
}

const stretchRows = 1024;
