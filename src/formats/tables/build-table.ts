// Columns of a table out of its blocks. What a column holds is decided over all of its cells; its first block says what is likely, and
// the few columns where that was wrong are read a second time.
import type { Column, TableSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import type { CellBlock, CellReader } from './cell-block.ts';
import { cellKinds } from './cell-kind.ts';
import { CodedColumn } from './coded-column.ts';
import { countKinds, isNumberColumn, type KindCounts, noCounts } from './column-kind.ts';
import { NumberColumnBuilder } from './number-column.ts';
import type { Roles } from './roles.ts';
import { type RowFacts, RowFactsBuilder } from './row-facts.ts';

/**
 * @param read - one pass over the table; called a second time when columns turn out other than they began
 * @throws {AssayError} DATA_COLUMN for a column of `roles` that is not there, DATA_LIMIT above `limits.tableBytes`, DATA_EMPTY,
 *   DATA_LABELS when there are more than `limits.columnWords` labels
 */
export async function buildTable(
  read: <T>(look: (reader: CellReader) => Promise<T>) => Promise<T>,
  roles: Roles,
): Promise<TableSet> {
  const first = await read((reader) => readColumns(reader, roles));
  const wrong = first.columns.filter((column) => column.isWrong);
  if (wrong.length > 0) await read((reader) => readAgain(reader, wrong, first.rows.count));
  const { count, ...facts } = first.rows;
  const columns = first.columns.map((column) => column.finish());
  return { kind: 'table', count, columns, ...facts, notes: [...(facts.notes ?? []), ...columnNotes(first.columns)] };
}

interface FirstPass {
  readonly columns: readonly ColumnBuilder[];
  readonly rows: RowFacts;
}

async function readColumns(reader: CellReader, roles: Roles): Promise<FirstPass> {
  const facts = new RowFactsBuilder(reader, roles);
  const columns = reader.names.flatMap((name, index) =>
    facts.positions.includes(index) ? [] : [new ColumnBuilder(name, index)],
  );
  for await (const block of reader.blocks()) {
    const expected = facts.append(block);
    let bytes = 0;
    for (const column of columns) {
      column.append(block, expected);
      bytes += column.bytes;
    }
    assertFits(bytes);
  }
  return { columns, rows: facts.finish() };
}

async function readAgain(reader: CellReader, columns: readonly ColumnBuilder[], rows: number): Promise<void> {
  for (const column of columns) column.turn(rows);
  for await (const block of reader.blocks()) for (const column of columns) column.appendAgain(block, rows);
}

function assertFits(bytes: number): void {
  const { value } = limits.tableBytes;
  if (bytes <= value) return;
  throw new AssayError('DATA_LIMIT', `the columns take more than ${value} bytes of memory`, { limit: 'tableBytes' });
}

class ColumnBuilder {
  readonly #name: string;
  readonly #index: number;
  readonly counts: KindCounts = noCounts();
  #builder: NumberColumnBuilder | CodedColumn | undefined;

  constructor(name: string, index: number) {
    this.#name = name;
    this.#index = index;
  }

  get name(): string {
    return this.#name;
  }

  get bytes(): number {
    return this.#builder?.bytes ?? 0;
  }

  get isWrong(): boolean {
    return this.#builder instanceof NumberColumnBuilder !== isNumberColumn(this.counts);
  }

  append(block: CellBlock, expected: number): void {
    const cells = block.columns[this.#index];
    if (cells === undefined) return;
    countKinds(this.counts, cells.kinds);
    this.#builder ??= builderOf(isNumberColumn(this.counts), expected);
    this.#builder.append(cells, expected);
  }

  turn(rows: number): void {
    this.#builder = builderOf(isNumberColumn(this.counts), rows);
  }

  appendAgain(block: CellBlock, rows: number): void {
    const cells = block.columns[this.#index];
    if (cells !== undefined) this.#builder?.append(cells, rows);
  }

  finish(): Column {
    const builder = this.#builder ?? new NumberColumnBuilder(0);
    if (builder instanceof NumberColumnBuilder) return builder.finish(this.#name, this.counts);
    const { missing, isHashed } = builder;
    const values = builder.finish(true);
    return { kind: 'category', name: this.#name, values, missing, ...(isHashed ? { isHashed } : {}) };
  }
}

function builderOf(isNumber: boolean, expected: number): NumberColumnBuilder | CodedColumn {
  if (isNumber) return new NumberColumnBuilder(expected);
  return new CodedColumn(expected, { most: limits.columnWords.value, beyond: 'hash', missing: 'words' });
}

function columnNotes(columns: readonly ColumnBuilder[]): readonly string[] {
  return columns.flatMap(({ name, counts }) => {
    const words = counts[cellKinds.word] ?? 0;
    const commas = counts[cellKinds.decimalComma] ?? 0;
    if (!isNumberColumn(counts) || words + commas === 0) return [];
    return [
      ...(words > 0 ? [`${words} cells of the column ${quote(name)} are no numbers as the others are`] : []),
      ...(commas > 0 ? [`${commas} numbers of the column ${quote(name)} are written with a decimal comma`] : []),
    ];
  });
}
