// What differs between the rows of two versions of a data set, as data. JSON writes it as it is.
import type { Sha256 } from '../digest.ts';
import type { RowTable } from './row-table.ts';

/**
 * - `added`, `removed`: only one version has the row
 * - `changed`: another content
 * - `relabelled`: another label, all else is the same
 * - `rekeyed`: the same content under another key
 * - `moved`: the same row at another place among the others, or in another file
 */
export const rowChangeKinds = ['added', 'removed', 'changed', 'relabelled', 'rekeyed', 'moved'] as const;
export type RowChangeKind = (typeof rowChangeKinds)[number];

export interface RowPlace {
  readonly file: string;
  /** 1 for the first row of the file; a header is no row. */
  readonly row: number;
  /** First byte in the file, where the table knows it, and bytes without the line end. */
  readonly offset?: number;
  readonly length?: number;
  /** As text; what is no UTF-8 is shown as U+FFFD. */
  readonly key?: string;
  readonly label?: string;
  readonly digest: Sha256;
}

export interface RowChange {
  readonly kind: RowChangeKind;
  readonly before?: RowPlace;
  readonly after?: RowPlace;
  /** Why the two are taken for the same row. */
  readonly by?: 'key' | 'digest' | 'rest' | 'position';
  /** A changed row that stands at another place as well. */
  readonly moved?: true;
}

/**
 * - `same`: the same rows, read in the same way
 * - `changed`: rows differ; `columns` says that the header does
 * - `renamed`: the same rows under another name
 * - `added`, `removed`: only one version has the file; its rows are compared with those of the others
 * - `not-compared`: nothing can be said about single rows, for the reason given
 */
export type RowFileState = 'same' | 'changed' | 'renamed' | 'added' | 'removed' | 'not-compared';

export interface RowFile {
  readonly path: string;
  readonly state: RowFileState;
  /** Rows; absent when they are not recorded or the version has no such file. */
  readonly rowsBefore?: number;
  readonly rowsAfter?: number;
  /** What a renamed file was called. */
  readonly from?: string;
  readonly columns?: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly reason?: string;
}

/** A key, or where rows have none a content, that several rows have. */
export interface RepeatedRow {
  readonly key?: string;
  readonly digest?: Sha256;
  /** How many rows have it. */
  readonly before: number;
  readonly after: number;
  /** The first of them, in `after` if it is there. */
  readonly first: RowPlace;
}

export interface RowDiff {
  readonly schema: 'assay.row-diff/1';
  /** `same` is the answer only when every file could be compared. */
  readonly outcome: 'same' | 'different' | 'inconclusive';
  readonly rows: { readonly before: number; readonly after: number };
  /** True counts, whatever is listed. A row that is changed and moved counts as changed. */
  readonly counts: Readonly<Record<RowChangeKind, number>> & { readonly same: number };
  readonly files: readonly RowFile[];
  /** Changes of one kind after the other; within a kind in the order of the rows. */
  readonly changes: readonly RowChange[];
  /** Changes that are counted and not listed. */
  readonly unlisted: number;
  readonly repeated: {
    /** Keys or contents that several rows have, and how many rows those are. */
    readonly before: { readonly groups: number; readonly rows: number };
    readonly after: { readonly groups: number; readonly rows: number };
    /** Those that do not occur as often as before. */
    readonly changed: readonly RepeatedRow[];
    readonly unlisted: number;
  };
}

/** The rows of one file of a version, or why there are none. */
export type RecordedFile =
  | { readonly path: string; readonly table: RowTable }
  | { readonly path: string; readonly unrecorded: string; readonly sha256: Sha256 };
