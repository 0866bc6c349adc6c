// Opens a table or a collection of texts in one file.
import type { DataSet, TableSet, TextSet } from '#core/dataset/data-set';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { buildTable } from '#formats/tables/build-table';
import { positionsOf, type Roles } from '#formats/tables/roles';
import { RowFactsBuilder } from '#formats/tables/row-facts';
import { type TableFiles, tableFiles } from './table-file.ts';
import { passesOver } from './table-pass.ts';
import type { TableFileOptions } from './table-reader.ts';
import { TextStore } from './text-store.ts';

/** Which columns or fields are what, and how the file is written. With `text` the set is one of texts. */
export interface OpenTableOptions extends Roles, TableFileOptions {}

/**
 * Takes CSV, TSV, JSON lines, JSON lists, Parquet, Arrow and libsvm by the ending of the name; folders as `tableFilesIn` says.
 * @returns the set; `close` frees what it holds
 * @throws {FileError} when a file cannot be read or changes meanwhile
 * @throws {FormatError} when it cannot be divided into rows
 * @throws {AssayError} DATA_UNKNOWN when it is no table, DATA_COLUMN, DATA_LABELS, DATA_EMPTY, DATA_LIMIT
 */
export async function openTable(path: string, options: OpenTableOptions = {}): Promise<TableSet | TextSet> {
  return openTableFiles(tableFiles(path), options, path);
}

/** @param path - as the user named the table @throws as `openTable`, and DATA_DIGEST when the file is another than `files` says */
export async function openTableFiles(
  files: TableFiles,
  options: OpenTableOptions,
  path: string,
): Promise<TableSet | TextSet> {
  const set = await openFiles(files, options, path);
  const notes = [...files.notes, ...(set.notes ?? [])];
  return { ...named(set, files.classNames.get(options.label ?? '')), notes };
}

function openFiles(files: TableFiles, options: OpenTableOptions, path: string): Promise<TableSet | TextSet> {
  if (options.text === undefined) return buildTable(passesOver(files, options, path), options);
  const { label, text, id, source, time } = options;
  const wanted = [label, text, id, source, time].filter((name) => name !== undefined);
  return buildTexts(passesOver(files, { ...options, wanted }, path), options);
}

type Read = ReturnType<typeof passesOver>;

/** Numbers of classes by the names that the data set gives them. */
function named<S extends DataSet>(set: S, names: readonly string[] | undefined): S {
  if (set.labels === undefined || names === undefined) return set;
  const labels = { ...set.labels, names: set.labels.names.map((code) => names[Number(code)] ?? code) };
  return { ...set, labels };
}

async function buildTexts(read: Read, roles: OpenTableOptions): Promise<TextSet> {
  const texts = new TextStore();
  let empty = 0;
  try {
    const facts = await read(async (reader) => {
      const builder = new RowFactsBuilder(reader, roles);
      const { text } = positionsOf(reader.names, roles);
      for await (const block of reader.blocks()) {
        builder.append(block);
        const cells = block.columns[text]?.text();
        for (let row = 0; row < block.count; row += 1) {
          const bytes = cells?.bytes.subarray(cells.starts[row] ?? 0, cells.ends[row] ?? 0) ?? new Uint8Array(0);
          if (bytes.length === 0) empty += 1;
          texts.add(bytes);
        }
      }
      return builder.finish();
    });
    if (empty === facts.count) throw new AssayError('DATA_COLUMN', `no row has a text in ${quote(roles.text ?? '')}`);
    const notes = empty > 0 ? [...facts.notes, `${empty} rows have no text`] : facts.notes;
    return { kind: 'text', ...facts, notes, read: async (rows) => texts.read(rows), close: () => texts.close() };
  } catch (error) {
    texts.close();
    throw error;
  }
}
