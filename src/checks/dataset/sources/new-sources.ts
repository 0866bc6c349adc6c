// Sources that were never seen before the last part of the time.
import type { Coding } from '#core/dataset/data-set';
import type { SourceVerdict } from '#core/dataset/source-verdict';
import { hypergeometricTail } from '#numeric/statistics/binomial-tail';
import type { TimedRows } from './find-bursts.ts';

/**
 * Tests the sources that first appear in the last tenth of the rows, together, against all rows.
 * @returns undefined when their rows are not flagged more often, or there are too few of them
 */
export function newSources(
  { codes, names }: Coding,
  timed: TimedRows,
  isFlagged: Uint8Array,
): SourceVerdict | undefined {
  const total = timed.order.length;
  const late = Math.floor(0.9 * total);
  const firstSeen = new Float64Array(names.length).fill(Number.NaN);
  for (const [rank, row] of timed.order.entries()) {
    const source = codes[row] ?? -1;
    if (source >= 0 && Number.isNaN(firstSeen[source])) firstSeen[source] = rank;
  }
  const isNew = firstSeen.map((rank) => (rank >= late ? 1 : 0));
  const fresh = isNew.reduce((sum, one) => sum + one, 0);
  let rows = 0;
  let flagged = 0;
  let allFlagged = 0;
  for (const row of timed.order) {
    const flag = isFlagged[row] ?? 0;
    allFlagged += flag;
    if (isNew[codes[row] ?? -1] !== 1) continue;
    rows += 1;
    flagged += flag;
  }
  if (rows < leastRows || fresh === firstSeen.length) return undefined;
  const expected = (rows * allFlagged) / total;
  const pValue = hypergeometricTail(flagged, rows, allFlagged, total);
  if (pValue > significance || flagged < 2 * expected) return undefined;
  const because = `never seen before the last tenth of the rows: ${flagged} of their ${rows} rows are flagged, where ${expected.toFixed(1)} were to be expected (p ${pValue.toExponential(1)})`;
  return { source: `${fresh} new sources`, rows, flagged, expected, pValue, because };
}

const leastRows = 5;
const significance = 0.01;
