// A stretch of rows as readers of tables make it: what each cell is, its value where it is a number, and its text for who asks.
// `table-blocks.ts` gives these rows as `TableBlock`; `build-table.ts` makes columns of them.
import type { Exclusion } from '#core/dataset/data-set';

/** The texts of the cells of one column: row r has bytes [starts[r], ends[r]). Of a missing cell nothing. */
export interface CellText {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

export interface CellColumn {
  /** One of `cellKinds` per row. */
  readonly kinds: Uint8Array;
  /** The value where the kind is `number` or `decimalComma`, NaN or an infinity where it is `notFinite`, otherwise NaN. */
  readonly numbers: Float64Array;
  /** As written, in UTF-8 where the format is binary. Made on demand. */
  readonly text: () => CellText;
}

/** Valid until the next block is asked for: memory is used again. */
export interface CellBlock {
  readonly count: number;
  /** Per row its index in the file, from 0: rows that were excluded are not here. */
  readonly indexes: Float64Array;
  readonly columns: readonly CellColumn[];
}

/** One pass over a table. */
export interface CellReader {
  /** Names of the columns, all different. */
  readonly names: readonly string[];
  /** @throws {FormatError} when the rest cannot be divided into rows */
  readonly blocks: () => AsyncIterable<CellBlock>;
  /** Which part of the file was read so far, 0..1. */
  readonly share: () => number;
  /** Complete when all blocks were read. */
  readonly excluded: () => readonly Exclusion[];
  /** What the reader noticed and took anyway; complete when all blocks were read. */
  readonly notes: () => readonly string[];
}

/** At most this many rows, ... */
export const blockRows: number = 16_384;
/** ... cells, ... */
export const blockCells: number = 1 << 20;
/** ... and bytes of text: a block of long rows is shorter. */
export const blockBytes: number = 1 << 24;
