// Dictionaries of an Arrow table: values that batches name by their index. Source: format/Message.fbs, DictionaryBatch.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { PhysicalValues } from '../parquet/decode-values.ts';
import type { PageBudget } from '../parquet/page-content.ts';
import { BatchReader } from './buffers.ts';
import { absence, columnsOf, valuesOf } from './columns.ts';
import type { ArrowField } from './fields.ts';
import type { ArrowMessage } from './messages.ts';

export interface Dictionary {
  readonly values: PhysicalValues;
  /** As `absence` gives it. */
  readonly absent: Uint8Array | undefined;
  readonly count: number;
}

/**
 * Keeps the dictionary of a message under its id, when a field needs it.
 * @throws {FormatError} FORMAT_LIMIT, FORMAT_UNSUPPORTED for one that adds to another
 */
export function readDictionary(
  { header, from, to }: ArrowMessage,
  fields: readonly ArrowField[],
  source: ByteSource,
  budget: PageBudget,
  dictionaries: Map<number, Dictionary>,
): void {
  const id = header.u64(0);
  const field = fields.find(({ dictionary }) => dictionary?.id === id);
  const data = header.table(1);
  if (field === undefined || data === undefined) return;
  if (header.u8(2) !== 0) throw new FormatError('FORMAT_UNSUPPORTED', 'a dictionary that is added to is not read');
  const batch = new BatchReader(data, source, from, to, budget);
  const { dictionary: _, ...plain } = field;
  const [column] = columnsOf(plain, batch, '', [], true);
  if (column === undefined || batch.rows > limits.pageValues.value) {
    throw new FormatError('FORMAT_LIMIT', 'a dictionary is too long', { limit: 'pageValues' });
  }
  const values = valuesOf(field.storage, column.buffers, 0, batch.rows);
  dictionaries.set(id, { values, absent: absence(column.validity, 0, batch.rows), count: batch.rows });
}

/** Where the value of a row stands in its dictionary. @throws {FormatError} FORMAT_MALFORMED when it is not there */
export function dictionaryIndex(values: PhysicalValues, row: number, dictionary: Dictionary | undefined): number {
  const index = values.kind === 'bytes' ? -1 : Number(values.values[row]);
  if (dictionary !== undefined && index >= 0 && index < dictionary.count) return index;
  throw new FormatError('FORMAT_MALFORMED', 'a value is not in its dictionary');
}
