// The footer of a Parquet file: which columns there are, and where their chunks lie. Everything it says is checked against the bytes of
// the file before anything is read by it. Source: apache/parquet-format, README and src/main/thrift/parquet.thrift.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';
import { type ParquetColumn, parquetColumns } from './schema.ts';
import { parseThrift, type ThriftStruct } from './thrift.ts';

/** The values of one column in one row group: bytes [from, to) of the file, pages one after another. */
export interface ColumnChunk {
  readonly codec: number;
  /** Nulls included; of lists every element. */
  readonly values: number;
  readonly from: number;
  readonly to: number;
}

export interface RowGroup {
  readonly rows: number;
  /** In the order of the columns. */
  readonly chunks: readonly ColumnChunk[];
}

export interface ParquetFooter {
  readonly columns: readonly ParquetColumn[];
  readonly groups: readonly RowGroup[];
  readonly rows: number;
}

/** @throws {FormatError} FORMAT_TRUNCATED, FORMAT_MALFORMED, FORMAT_LIMIT, FORMAT_UNSUPPORTED for encrypted files */
export function parseParquetFooter(source: ByteSource, budget: WorkBudget): ParquetFooter {
  const end = source.size - 8;
  const tail = Buffer.from(source.read(Math.max(0, end), 8));
  const magic = tail.toString('latin1', 4);
  if (magic === 'PARE') throw new FormatError('FORMAT_UNSUPPORTED', 'the table is encrypted', { offset: end });
  if (magic !== 'PAR1')
    throw new FormatError('FORMAT_TRUNCATED', 'the file does not end with its footer', { offset: end });
  const from = end - tail.readUInt32LE(0);
  if (from < 4) throw new FormatError('FORMAT_MALFORMED', 'the footer is longer than the file', { offset: end });
  if (end - from > limits.arrowSchema.value) {
    throw new FormatError('FORMAT_LIMIT', 'the footer is too long', { offset: from, limit: 'arrowSchema' });
  }
  const { value } = parseThrift(source.read(from, end - from).slice(), from, budget);
  const columns = parquetColumns(value.structs(2));
  const groups = value.structs(4).map((group) => groupOf(group, columns, from));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== value.number(3)) throw malformed('the row groups have not as many rows as the table', from);
  assertBounded(rows, columns, source.size);
  return { columns, groups, rows };
}

function groupOf(group: ThriftStruct, columns: readonly ParquetColumn[], footer: number): RowGroup {
  const rows = whole(group.number(3), footer);
  const chunks = group.structs(1).map((chunk, index) => chunkOf(chunk, columns[index], rows, footer));
  if (chunks.length !== columns.length) throw malformed('a row group has not as many columns as the schema', footer);
  return { rows, chunks };
}

function chunkOf(chunk: ThriftStruct, column: ParquetColumn | undefined, rows: number, footer: number): ColumnChunk {
  const meta = chunk.struct(3);
  if (chunk.has(1)) throw new FormatError('FORMAT_UNSUPPORTED', 'a column lies in another file', { offset: footer });
  if (chunk.has(8) || meta === undefined) {
    throw new FormatError('FORMAT_UNSUPPORTED', 'a column is encrypted or is not described', { offset: footer });
  }
  const values = whole(meta.number(5), footer);
  if (column?.maxRepetition === 0 && values !== rows)
    throw malformed('a column has not as many values as rows', footer);
  // A column without values has no pages, and some writers give it no place.
  if (values === 0) return { codec: meta.number(4) ?? -1, values, from: 4, to: 4 };
  const data = whole(meta.number(9), footer);
  const dictionary = meta.number(11);
  const from = dictionary !== undefined && dictionary > 0 && dictionary < data ? whole(dictionary, footer) : data;
  const to = from + whole(meta.number(7), footer);
  if (from < 4 || to > footer) throw malformed('a column lies outside of the file', footer);
  return { codec: meta.number(4) ?? -1, values, from, to };
}

/** ATTACKER: a column of one value takes a few bytes, however many rows it has; then rows times columns is the work. */
function assertBounded(rows: number, columns: readonly ParquetColumn[], fileBytes: number): void {
  if (rows > limits.rowsPerTable.value) {
    throw new FormatError('FORMAT_LIMIT', 'the table has too many rows', { limit: 'rowsPerTable' });
  }
  if (rows * columns.length > limits.tableCellsBase.value + 64 * fileBytes) {
    throw new FormatError('FORMAT_LIMIT', 'the table has too many cells for its size', { limit: 'tableCellsBase' });
  }
}

function whole(value: number | undefined, offset: number): number {
  if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
    throw malformed('a count or an offset is missing or impossible', offset);
  }
  return value;
}

function malformed(message: string, offset: number): FormatError {
  return new FormatError('FORMAT_MALFORMED', message, { offset });
}
