// Who contributed how much, and how much of it was flagged.
import type { Coding } from '#core/dataset/data-set';

export interface SourceCounts {
  readonly names: readonly string[];
  /** Rows per source. */
  readonly rows: Int32Array;
  /** Of these flagged. */
  readonly flagged: Int32Array;
  /** Rows with a source. */
  readonly total: number;
  readonly totalFlagged: number;
  /** Sources with at least one row. */
  readonly present: number;
}

/** Rows without a source count for nobody. */
export function countSources({ names, codes }: Coding, isFlagged: Uint8Array): SourceCounts {
  const rows = new Int32Array(names.length);
  const flagged = new Int32Array(names.length);
  let total = 0;
  let totalFlagged = 0;
  for (const [row, source] of codes.entries()) {
    if (source < 0) continue;
    total += 1;
    rows[source] = (rows[source] ?? 0) + 1;
    if (isFlagged[row] !== 1) continue;
    totalFlagged += 1;
    flagged[source] = (flagged[source] ?? 0) + 1;
  }
  return { names, rows, flagged, total, totalFlagged, present: rows.filter((count) => count > 0).length };
}
