// What `assay data clean` did. The document `assay.data-clean/1`.
import type { RowId } from './data-set.ts';

export interface CleanedRow {
  readonly row: RowId;
  readonly class: string;
  /** Of a relabelled row. */
  readonly to?: string;
  readonly reasons: readonly string[];
}

export interface DataClean {
  readonly schema: 'assay.data-clean/1';
  readonly source: { readonly path: string; readonly rows: number; readonly digest: string };
  /** Absent: there was nothing to do, and nothing was written. */
  readonly output?: { readonly path: string; readonly rows: number };
  /** What it rests on, and the SHA-256 of that file. */
  readonly basis: { readonly kind: 'scan' | 'triage'; readonly digest: string };
  readonly removed: readonly CleanedRow[];
  readonly relabelled: readonly CleanedRow[];
  /** What would have stopped it, had it not been forced. */
  readonly forced: readonly string[];
  readonly notes: readonly string[];
  readonly recorded?: {
    readonly name: string;
    readonly version: number;
    readonly id: string;
    readonly from: string;
    readonly statements: readonly string[];
  };
}
