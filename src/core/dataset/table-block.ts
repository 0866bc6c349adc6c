// A stretch of rows of a table, column by column: what readers of tables give and what looks at tables takes, so that ten
// million rows pass without standing in memory together.
import type { Exclusion, RowId } from './data-set.ts';

export interface TableBlock {
  /** Index of the first row in the whole set, from 0. */
  readonly rowStart: number;
  readonly count: number;
  /** Per row its index in the file, from 0, where a reader leaves rows out; absent: `rowStart` and on. */
  readonly indexes?: Float64Array;
  /** The same columns in the same order in every block. */
  readonly columns: readonly BlockColumn[];
}

/** The kind may differ from block to block: a column of numbers is `text` where a cell of the block is none. */
export type BlockColumn = NumberCells | TextCells;

/** Every cell of the block is a number or empty. */
export interface NumberCells {
  readonly kind: 'number';
  /** NaN where `states` is not `cellStates.value`. May be a view on memory that the next block overwrites. */
  readonly values: Float64Array;
  /** Per row one of `cellStates`. */
  readonly states: Uint8Array;
}

/** Cells as they are written. */
export interface TextCells {
  readonly kind: 'text';
  /** Undefined where missing: an empty cell of CSV or a word for it (`NA`, `null`, ...), null in formats that have it. */
  readonly values: readonly (string | undefined)[];
}

export const cellStates = { value: 0, missing: 1, notFinite: 2 } as const;

/** Reads a table once more from its beginning with every call. */
export interface TableBlocks {
  /** Names of the columns, in the order of `TableBlock.columns`. */
  readonly names: readonly string[];
  readonly blocks: () => AsyncIterable<TableBlock>;
  /** What a row is called, by its index; absent: its index. */
  readonly idOf?: (index: number) => RowId;
  /** Rows that are in no block; complete when all blocks of a call were read. */
  readonly excluded?: () => readonly Exclusion[];
  /** What the reader noticed and took anyway, in words; complete as `excluded`. */
  readonly notes?: () => readonly string[];
}
