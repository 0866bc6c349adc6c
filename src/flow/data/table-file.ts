// The file of a table, and one pass over it.
import type { ByteSource } from '#core/byte-source';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { splitJsonList } from '#formats/rows/json-list';
import type { CellReader } from '#formats/tables/cell-block';
import { delimitedCells } from '#formats/tables/delimited-cells';
import type { DelimitedOptions } from '#formats/tables/delimited-dialect';
import { jsonCells, splitLines } from '#formats/tables/json-cells';
import { parquetCells } from '#formats/tables/parquet-cells';
import { FileSource } from '#store/file-source';
import { listData } from '#store/list-data';

export interface TableFile {
  /** Links resolved. */
  readonly path: string;
  /** Ending of its name, lower case, without the dot. */
  readonly ending: string;
}

/** How the file is written, where its ending leaves that open. */
export interface TableFileOptions extends DelimitedOptions {
  /** Columns that are looked at; others need not be found. Absent: all. */
  readonly wanted?: readonly string[];
}

/** @throws {FileError} when there is no such file @throws {AssayError} DATA_UNKNOWN when its name has no ending of a table */
export function tableFile(path: string): TableFile {
  const { file, files } = listData(path);
  const found = files.find(({ name }) => name === file);
  if (found === undefined) throw new AssayError('DATA_UNKNOWN', `${quote(path)} is a folder and no table`, { path });
  const ending = endingOf(found.name);
  if (!isTableName(found.name)) {
    const known = Object.keys(openers).join(', ');
    throw new AssayError('DATA_UNKNOWN', `${quote(path)} does not end like a table: ${known}`, { path });
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
export function startPass({ path, ending }: TableFile, options: TableFileOptions): TablePass {
  const source = FileSource.open(path);
  try {
    const open = openers[ending] ?? delimited(',');
    return { reader: open(source, options), finish: () => source.finish(), close: () => source.close() };
  } catch (error) {
    source.close();
    throw error;
  }
}

/** Whether the ending is one of a table. */
export function isTableName(name: string): boolean {
  return Object.hasOwn(openers, endingOf(name));
}

function endingOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

type OpenCells = (source: ByteSource, options: TableFileOptions) => CellReader;

function delimited(delimiter: string): OpenCells {
  return (source, options) => delimitedCells(source, delimiter, options);
}

const lines: OpenCells = (source, options) => jsonCells(source, splitLines, options);

const parquet: OpenCells = (source, { wanted }) => parquetCells(source, wanted);

const openers: Readonly<Record<string, OpenCells>> = {
  csv: delimited(','),
  tsv: delimited('\t'),
  tab: delimited('\t'),
  jsonl: lines,
  ndjson: lines,
  jsonlines: lines,
  parquet,
  pq: parquet,
  json: (source, options) => jsonCells(source, splitJsonList, options),
};
