// The rows of several files one after the other, so that a row that moves from one file to another is still the same row.
import { digestAt, type RowTable, textAt } from './row-table.ts';

/** The rows of one file of a version. */
export interface FileRows {
  /** Below the asset, with `/`. */
  readonly path: string;
  readonly table: RowTable;
}

/** Rows are counted from 0 over all files. */
export class RowSet {
  readonly files: readonly FileRows[];
  readonly count: number;
  /** Index of the first row of each file, and the count of all at the end. */
  readonly #starts: readonly number[];
  readonly #paths: readonly Uint8Array[];
  readonly #byPath: ReadonlyMap<string, number>;
  /** The file that was asked for last. */
  #at = 0;

  constructor(files: readonly FileRows[]) {
    const starts = [0];
    for (const { table } of files) starts.push((starts.at(-1) ?? 0) + table.count);
    this.files = files;
    this.count = starts.at(-1) ?? 0;
    this.#starts = starts;
    this.#paths = files.map(({ path }) => Buffer.from(path));
    this.#byPath = new Map(files.map(({ path }, at) => [path, starts[at] ?? 0]));
  }

  /** The file of a row, and which row it is there, from 0. @throws {RangeError} when there is no such row */
  locate(index: number): { readonly file: FileRows; readonly row: number } {
    const file = this.files[this.#fileAt(index)];
    if (file === undefined) throw new RangeError(`there is no row ${index}`);
    return { file, row: index - (this.#starts[this.#at] ?? 0) };
  }

  /** Index of row `row` (0-based) of a file; undefined when the file is not among these. */
  indexOf(path: string, row: number): number | undefined {
    const start = this.#byPath.get(path);
    return start === undefined ? undefined : start + row;
  }

  /** The path of the file of a row, UTF-8. */
  path(index: number): Uint8Array {
    return this.#paths[this.#fileAt(index)] ?? nothing;
  }

  digest(index: number): Uint8Array {
    const table = this.#table(index);
    return table === undefined ? nothing : digestAt(table.digests, index - (this.#starts[this.#at] ?? 0));
  }

  /** Empty when the row has none. */
  key(index: number): Uint8Array {
    const keys = this.#table(index)?.keys;
    return keys === undefined ? nothing : textAt(keys, index - (this.#starts[this.#at] ?? 0));
  }

  /** As much of the label as is kept; undefined when the file has none. */
  label(index: number): Uint8Array | undefined {
    const labels = this.#table(index)?.labels;
    return labels === undefined ? undefined : textAt(labels, index - (this.#starts[this.#at] ?? 0));
  }

  /** Digest of the content without the label; empty when there is no label. */
  rest(index: number): Uint8Array {
    const rests = this.#table(index)?.rests;
    return rests === undefined ? nothing : digestAt(rests, index - (this.#starts[this.#at] ?? 0));
  }

  #table(index: number): RowTable | undefined {
    return this.files[this.#fileAt(index)]?.table;
  }

  #fileAt(index: number): number {
    if (index >= (this.#starts[this.#at] ?? 0) && index < (this.#starts[this.#at + 1] ?? 0)) return this.#at;
    let low = 0;
    let high = this.files.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    this.#at = low;
    return low;
  }
}

const nothing = new Uint8Array(0);
