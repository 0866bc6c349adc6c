// The file of a table, and one pass over it.
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { CellReader } from '#formats/tables/cell-block';
import { delimitedCells } from '#formats/tables/delimited-cells';
import type { DelimitedOptions } from '#formats/tables/delimited-dialect';
import { FileSource } from '#store/file-source';
import { listData } from '#store/list-data';

export interface TableFile {
  /** Links resolved. */
  readonly path: string;
  /** Ending of its name, lower case, without the dot. */
  readonly ending: string;
}

/** @throws {FileError} when there is no such file @throws {AssayError} DATA_UNKNOWN when its name has no ending of a table */
export function tableFile(path: string): TableFile {
  const { file, files } = listData(path);
  const found = files.find(({ name }) => name === file);
  if (found === undefined) throw new AssayError('DATA_UNKNOWN', `${quote(path)} is a folder and no table`, { path });
  const ending = /\.([^.]+)$/.exec(found.name)?.[1]?.toLowerCase() ?? '';
  if (!(ending in delimiters)) {
    const known = Object.keys(delimiters).join(', ');
    throw new AssayError('DATA_UNKNOWN', `${quote(path)} does not end like a table does: ${known}`, { path });
  }
  return { path: found.path, ending };
}

/** A pass over the file: ends with `finish`, or with `close` when it was not read to the end. */
export interface TablePass {
  readonly reader: CellReader;
  /** Digest of the file. @throws {FileError} FILE_CHANGED when it changed since the pass began */
  readonly finish: () => Sha256;
  readonly close: () => void;
}

/** @throws {FileError} when it cannot be opened @throws {FormatError} when it is not what its ending says */
export function startPass({ path, ending }: TableFile, options: DelimitedOptions): TablePass {
  const source = FileSource.open(path);
  try {
    const reader = delimitedCells(source, delimiters[ending] ?? ',', options);
    return { reader, finish: () => source.finish(), close: () => source.close() };
  } catch (error) {
    source.close();
    throw error;
  }
}

const delimiters: Readonly<Record<string, string>> = { csv: ',', tsv: '\t', tab: '\t' };
