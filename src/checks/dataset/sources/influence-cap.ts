// How much one source may weigh.
import type { SourceCounts } from './source-counts.ts';

export interface Influence {
  /** Share of all rows that one source may have, 0..1. */
  readonly share: number;
  /** The same in rows. */
  readonly rows: number;
  /** Sources above it, the largest first. `surplus`: rows to hold back. */
  readonly over: readonly { readonly source: string; readonly rows: number; readonly surplus: number }[];
}

/**
 * Sources that have more than their share. Where sources are few, five times an equal part is what one may have.
 * @param most - share that one source may have where there are many, 0..1
 */
export function influenceCap(counts: SourceCounts, most: number = mostShare): Influence | undefined {
  if (counts.present < leastSources) return undefined;
  const share = Math.min(1, Math.max(most, 5 / counts.present));
  const rows = Math.max(1, Math.floor(share * counts.total));
  const over = [...counts.rows.entries()]
    .filter(([, count]) => count > rows)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([source, count]) => ({ source: counts.names[source] ?? '', rows: count, surplus: count - rows }));
  return { share, rows, over };
}

const mostShare = 0.05;
const leastSources = 10;
