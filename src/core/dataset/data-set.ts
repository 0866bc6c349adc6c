// A data set as detectors see it: rows with an id, and for each row what is known about it. How the rows were stored is
// the business of readers; how many fit into memory is theirs too, so pixels and texts are asked for in blocks.

/** The index of the row in its file, from 0, or its path where each row is a file of its own. */
export type RowId = number | string;

/** Rows that a reader could not take, by reason: named and counted, never dropped silently. */
export interface Exclusion {
  readonly reason: string;
  readonly count: number;
  /** The first few. */
  readonly rows: readonly RowId[];
}

/** One of a few names per row, coded. */
export interface Coding {
  /** In the order of the codes. */
  readonly names: readonly string[];
  /** Per row an index into `names`, or -1: none given. */
  readonly codes: Int32Array;
}

/** What all data sets have. */
export interface Rows {
  readonly count: number;
  readonly id: (row: number) => RowId;
  /** The class that a row is declared to be of. Absent: the set has no labels. */
  readonly labels?: Coding;
  /** Who or what contributed a row. */
  readonly sources?: Coding;
  /** When a row was contributed, milliseconds since 1970, NaN where unknown. */
  readonly times?: Float64Array;
  readonly excluded: readonly Exclusion[];
  /** What the reader noticed and took anyway, in sentences. */
  readonly notes?: readonly string[];
  /** Frees what the set holds outside of memory; nothing can be read from it afterwards. */
  readonly close?: () => void;
}

/** Pictures of one size. */
export interface ImageSet extends Rows {
  readonly kind: 'images';
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
  /** Pixels of these rows, shape [rows, height, width, channels], 0..255. A fresh array: the caller may keep it. */
  readonly read: (rows: ArrayLike<number>) => Promise<Uint8Array>;
  /** Of each row how its file is written; absent where pictures are no files of their own. */
  readonly stored?: StoredPictures;
  /** The pictures as they are stored; absent where all have the size of the set. */
  readonly originals?: Originals;
  /** Other parts of the same data, which a model is tested on. */
  readonly others?: readonly OtherPart[];
}

export interface OtherPart {
  readonly name: string;
  /** Undefined when it cannot be taken for pictures. Whoever opens it closes it. */
  readonly open: () => Promise<ImageSet | undefined>;
}

/** What the headers of files of pictures say. */
export interface StoredPictures {
  /** Width and height of each row, shape [rows, 2]. */
  readonly sizes: Int32Array;
  /** 1 for grey, 3 for colour. */
  readonly channels: Uint8Array;
  /** `png`, `jpeg`, `webp`. */
  readonly formats: Coding;
}

/** Pictures before they were brought to one size. */
export interface Originals {
  /** Width and height of each row, shape [rows, 2]. */
  readonly sizes: Int32Array;
  /** Decodes one again. @throws {AssayError} when its file is not there any more, or another */
  readonly read: (row: number) => Promise<{
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    /** Shape [height, width, channels]. */
    readonly pixels: Uint8Array;
  }>;
}

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** NaN where missing or not finite. */
  readonly values: Float64Array | Float32Array;
  readonly missing: number;
  /** Infinite or NaN as written, apart from missing. */
  readonly notFinite: number;
  /** Cells that are no number although nearly all of the column are; NaN. Absent: none. */
  readonly malformed?: number;
}

export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  /** -1 where missing. */
  readonly values: Coding;
  readonly missing: number;
  /** Free text, too many words to keep: `values.names` are numbers of hashes, and different texts may share one. */
  readonly isHashed?: boolean;
}

export type Column = NumberColumn | CategoryColumn;

/** Rows of named columns, without the column of the label. */
export interface TableSet extends Rows {
  readonly kind: 'table';
  readonly columns: readonly Column[];
}

/** Free text, a text per row. */
export interface TextSet extends Rows {
  readonly kind: 'text';
  readonly read: (rows: ArrayLike<number>) => Promise<readonly string[]>;
}

export type DataSet = ImageSet | TableSet | TextSet;
