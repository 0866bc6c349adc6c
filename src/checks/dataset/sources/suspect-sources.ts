// Sources whose rows are flagged more often than those of others.
import type { SourceVerdict } from '#core/dataset/source-verdict';
import { hypergeometricTail } from '#numeric/statistics/binomial-tail';
import type { SourceCounts } from './source-counts.ts';

/**
 * Tests each source against all rows: Fisher's exact test, one-sided, with Holm's correction over all sources.
 * @returns those that stand out, the least probable first
 * @source Holm 1979
 */
export function suspectSources(counts: SourceCounts): readonly SourceVerdict[] {
  const tested = [...counts.rows.keys()]
    .filter((source) => (counts.flagged[source] ?? 0) > 0)
    .map((source) => ({ source, p: tailOf(counts, counts.flagged[source] ?? 0, counts.rows[source] ?? 0) }))
    .sort((a, b) => a.p - b.p || a.source - b.source);
  const found: SourceVerdict[] = [];
  for (const [rank, { source, p }] of tested.entries()) {
    const corrected = Math.min(1, p * (counts.present - rank));
    if (corrected > significance) break;
    found.push(verdictOf(counts, source, corrected));
  }
  return found;
}

/**
 * Tests the sources of few rows together: who spreads rows over many names is seen in none of them.
 * @returns undefined when they do not stand out, or there are none beside others
 */
export function suspectSmallSources(counts: SourceCounts): SourceVerdict | undefined {
  const small = [...counts.rows.keys()].filter((source) => {
    const rows = counts.rows[source] ?? 0;
    return rows > 0 && rows <= smallSource;
  });
  const rows = small.reduce((sum, source) => sum + (counts.rows[source] ?? 0), 0);
  const flagged = small.reduce((sum, source) => sum + (counts.flagged[source] ?? 0), 0);
  if (small.length < leastSmallSources || rows === counts.total) return undefined;
  const pValue = tailOf(counts, flagged, rows);
  if (pValue > significance || flagged < 2 * expectedFlagged(counts, rows)) return undefined;
  return {
    source: `${small.length} sources of at most ${smallSource} rows`,
    rows,
    flagged,
    expected: expectedFlagged(counts, rows),
    pValue,
    because: `together ${flagged} of their ${rows} rows are flagged, where ${expectedFlagged(counts, rows).toFixed(1)} were to be expected`,
  };
}

function verdictOf(counts: SourceCounts, source: number, pValue: number): SourceVerdict {
  const rows = counts.rows[source] ?? 0;
  const flagged = counts.flagged[source] ?? 0;
  const expected = expectedFlagged(counts, rows);
  return {
    source: counts.names[source] ?? '',
    rows,
    flagged,
    expected,
    pValue,
    because: `${flagged} of ${rows} rows are flagged, where ${expected.toFixed(1)} were to be expected (p ${pValue.toExponential(1)} after correction)`,
  };
}

function tailOf({ total, totalFlagged }: SourceCounts, flagged: number, rows: number): number {
  return hypergeometricTail(flagged, rows, totalFlagged, total);
}

function expectedFlagged({ total, totalFlagged }: SourceCounts, rows: number): number {
  return (rows * totalFlagged) / Math.max(1, total);
}

const significance = 0.01;
const smallSource = 3;
const leastSmallSources = 10;
