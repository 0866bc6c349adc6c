// Records the rows of one file, and the digest of the file itself whether it has rows or not.
import type { Sha256 } from '#core/digest';
import { FormatError } from '#core/errors';
import type { EncodedRowTable } from '#core/rows/row-table-builder';
import { buildRowTable } from '#formats/rows/build-row-table';
import type { RowOptions } from '#formats/rows/row-format';
import { rowFormatNamed, rowFormatOf } from '#formats/rows/row-format-of';
import { FileSource } from '#store/file-source';

export interface RowsRequest extends RowOptions {
  /** Name of a format of rows; by the ending of the file when absent. */
  readonly format?: string;
}

export type RecordedRows =
  | { readonly format: string; readonly sha256: Sha256; readonly size: number; readonly rows: EncodedRowTable }
  /** The file is covered by its digest alone. */
  | { readonly format?: string; readonly sha256: Sha256; readonly size: number; readonly unrecorded: string };

/**
 * Reads the file once, row by row.
 * @param path - a regular file; links on the way are for the caller
 * @throws {FileError} when the file cannot be read or changes meanwhile; USAGE for a format that does not exist
 */
export function recordRows(path: string, request: RowsRequest): RecordedRows {
  const format = request.format === undefined ? rowFormatOf(path) : rowFormatNamed(request.format);
  const source = FileSource.open(path);
  try {
    const { size } = source;
    if (format === undefined) {
      return { sha256: source.finish(), size, unrecorded: 'no format of rows has this ending' };
    }
    const found = tableOf(source, () => buildRowTable(format.open(source, request)));
    const facts = { format: format.name, sha256: source.finish(), size };
    return typeof found === 'string' ? { ...facts, unrecorded: found } : { ...facts, rows: found };
  } finally {
    source.close();
  }
}

/** The table, or why there is none. */
function tableOf(source: FileSource, build: () => EncodedRowTable): EncodedRowTable | string {
  if (source.size === 0) return 'the file is empty';
  try {
    return build();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return `${error.message} (${error.code})`;
  }
}
