// A table on disk as blocks of rows, for what is done in passes over tables that do not fit into memory.
import type { TableBlock, TableBlocks } from '#core/dataset/table-block';
import { FileError } from '#core/errors';
import { quote } from '#core/quote';
import { tableBlocks } from '#formats/tables/table-blocks';
import { tableFiles } from './table-file.ts';
import { startPass, type TablePass } from './table-pass.ts';
import type { TableFileOptions } from './table-reader.ts';

/**
 * Takes CSV, TSV, JSON lines, JSON lists, Parquet, Arrow and libsvm by the ending of the name, and folders as `tableFilesIn` says.
 * @throws {FileError} when the file cannot be read; a pass: FILE_CHANGED when it is not the file of the pass before
 * @throws {AssayError} DATA_UNKNOWN when it is no table @throws {FormatError} when it cannot be divided into rows
 */
export async function openTableBlocks(path: string, options: TableFileOptions = {}): Promise<TableBlocks> {
  const files = tableFiles(path);
  const first = startPass(files, options);
  first.close();
  let last: TablePass = first;
  let sha256: string | undefined;
  async function* blocks(): AsyncGenerator<TableBlock, void> {
    const pass = startPass(files, options);
    last = pass;
    try {
      yield* tableBlocks(pass.reader);
      const now = pass.finish();
      if (now !== (sha256 ?? now))
        throw new FileError('FILE_CHANGED', `${quote(path)} changed since it was read first`, { path });
      sha256 = now;
    } finally {
      pass.close();
    }
  }
  return {
    names: first.reader.names,
    blocks,
    excluded: () => last.reader.excluded(),
    notes: () => [...files.notes, ...last.reader.notes()],
  };
}
