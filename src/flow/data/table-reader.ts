// Which reader reads which table, by the ending of its name.
import type { ByteSource } from '#core/byte-source';
import { splitJsonList } from '#formats/rows/json-list';
import { arrowCells } from '#formats/tables/arrow-cells';
import type { CellReader } from '#formats/tables/cell-block';
import { delimitedCells } from '#formats/tables/delimited-cells';
import type { DelimitedOptions } from '#formats/tables/delimited-dialect';
import { jsonCells, splitLines } from '#formats/tables/json-cells';
import { libsvmCells } from '#formats/tables/libsvm-cells';
import { parquetCells } from '#formats/tables/parquet-cells';

/** How the file is written, where its ending leaves that open. */
export interface TableFileOptions extends DelimitedOptions {
  /** Columns that are looked at; others need not be found. Absent: all. */
  readonly wanted?: readonly string[];
}

/** @param ending - one of `tableEndings` @throws {FormatError} when the file is not what its ending says */
export function tableReader(source: ByteSource, ending: string, options: TableFileOptions): CellReader {
  const open = openers[ending] ?? delimited(',');
  return open(source, options);
}

/** Whether the ending is one of a table. */
export function isTableName(name: string): boolean {
  return Object.hasOwn(openers, endingOf(name));
}

/** Lower case, without the dot; empty when there is none. */
export function endingOf(name: string): string {
  return /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

type OpenCells = (source: ByteSource, options: TableFileOptions) => CellReader;

function delimited(delimiter: string): OpenCells {
  return (source, options) => delimitedCells(source, delimiter, options);
}

const lines: OpenCells = (source, options) => jsonCells(source, splitLines, options);
const parquet: OpenCells = (source, { wanted }) => parquetCells(source, wanted);
const arrow: OpenCells = (source, { wanted }) => arrowCells(source, wanted);
const sparse: OpenCells = (source) => libsvmCells(source);

const openers: Readonly<Record<string, OpenCells>> = {
  csv: delimited(','),
  tsv: delimited('\t'),
  tab: delimited('\t'),
  jsonl: lines,
  ndjson: lines,
  jsonlines: lines,
  json: (source, options) => jsonCells(source, splitJsonList, options),
  parquet,
  pq: parquet,
  arrow,
  feather: arrow,
  ipc: arrow,
  libsvm: sparse,
  svm: sparse,
  svmlight: sparse,
};

export const tableEndings: readonly string[] = Object.keys(openers);
