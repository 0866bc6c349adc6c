// Opens a table or a collection of texts in one file.
import type { TableSet, TextSet } from '#core/dataset/data-set';
import type { Sha256 } from '#core/digest';
import { AssayError, FileError } from '#core/errors';
import { quote } from '#core/quote';
import { buildTable } from '#formats/tables/build-table';
import type { CellReader } from '#formats/tables/cell-block';
import { positionsOf, type Roles } from '#formats/tables/roles';
import { RowFactsBuilder } from '#formats/tables/row-facts';
import { startPass, type TableFile, type TableFileOptions, tableFile } from './table-file.ts';
import { TextStore } from './text-store.ts';

/** Which columns or fields are what, and how the file is written. With `text` the set is one of texts. */
export interface OpenTableOptions extends Roles, TableFileOptions {}

/**
 * Takes CSV, TSV, JSON lines and JSON lists, by the ending of the name.
 * @returns the set; `close` frees what it holds
 * @throws {FileError} when the file cannot be read or changes meanwhile
 * @throws {FormatError} when it cannot be divided into rows
 * @throws {AssayError} DATA_UNKNOWN when it is no table, DATA_COLUMN, DATA_LABELS, DATA_EMPTY, DATA_LIMIT
 */
export async function openTable(path: string, options: OpenTableOptions = {}): Promise<TableSet | TextSet> {
  const file = tableFile(path);
  if (options.text === undefined) return buildTable(passesOver(file, options, path), options);
  const { label, text, id, source, time } = options;
  const wanted = [label, text, id, source, time].filter((name) => name !== undefined);
  return buildTexts(passesOver(file, { ...options, wanted }, path), options);
}

type Read = <T>(look: (reader: CellReader) => Promise<T>) => Promise<T>;

/** Every call is one pass, over the same bytes. */
function passesOver(file: TableFile, options: OpenTableOptions, path: string): Read {
  let known: Sha256 | undefined;
  return async (look) => {
    const pass = startPass(file, options);
    try {
      const value = await look(pass.reader);
      const sha256 = pass.finish();
      known ??= sha256;
      if (known !== sha256) throw new FileError('FILE_CHANGED', `${quote(path)} changed while it was read`, { path });
      return value;
    } finally {
      pass.close();
    }
  };
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
