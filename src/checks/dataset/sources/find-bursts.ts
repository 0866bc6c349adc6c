// Times in which rows of one source, or flagged rows, come more densely than all rows do.
import type { BurstVerdict } from '#core/dataset/source-verdict';
import { hypergeometricTail } from '#numeric/statistics/binomial-tail';

/** Rows in the order of time. */
export interface TimedRows {
  /** Row per rank. */
  readonly order: Int32Array;
  /** Time per rank, ascending, milliseconds since 1970. */
  readonly times: Float64Array;
}

/** Rows with a known time, in its order; of equal times the first row first. */
export function inTimeOrder(times: Float64Array): TimedRows {
  const order = Int32Array.from([...times.keys()].filter((row) => Number.isFinite(times[row]))).sort(
    (a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b,
  );
  return { order, times: Float64Array.from(order, (row) => times[row] ?? 0) };
}

/**
 * The densest window of marked rows among all rows, by a scan over windows of 2^k rows that overlap by half. All rows are the baseline: what
 * is dense because everything was dense then (a day on which all the world speaks of it) does not stand out.
 * @param ranks - ranks of the marked rows, ascending
 * @param tests - sources that are scanned, for the correction
 * @returns undefined when no window stands out
 * @source scan statistic (Kulldorff 1997) with the exact conditional test and Bonferroni's bound over windows in place of simulation
 * @limits O(n) windows over all widths; only those that hold a marked row are tested
 */
export function densestWindow(
  { times }: TimedRows,
  ranks: ArrayLike<number>,
  of: string,
  tests: number,
): BurstVerdict | undefined {
  const total = times.length;
  const marked = ranks.length;
  if (marked < leastMarked || marked === total) return undefined;
  const windows = 2 * total;
  let best: BurstVerdict | undefined;
  for (let width = leastWidth; width <= total / 2; width *= 2) {
    const step = width / 2;
    for (const [window, hits] of hitsPerWindow(ranks, width)) {
      const expected = (width * marked) / total;
      if (hits < leastMarked || hits < 2 * expected) continue;
      const from = window * step;
      const size = Math.min(width, total - from);
      const pValue = Math.min(1, hypergeometricTail(hits, size, marked, total) * windows * tests);
      if (pValue > significance || (best !== undefined && pValue >= best.pValue)) continue;
      const [first, last] = [times[from] ?? 0, times[from + size - 1] ?? 0];
      best = { of, from: first, to: last, rows: hits, expected: (size * marked) / total, pValue };
    }
  }
  return best;
}

/** Marked rows per window that has any; window w holds ranks from w width / 2 on. */
function hitsPerWindow(ranks: ArrayLike<number>, width: number): ReadonlyMap<number, number> {
  const hits = new Map<number, number>();
  const step = width / 2;
  for (const rank of Array.from(ranks)) {
    const window = Math.floor(rank / step);
    hits.set(window, (hits.get(window) ?? 0) + 1);
    if (window > 0) hits.set(window - 1, (hits.get(window - 1) ?? 0) + 1);
  }
  return hits;
}

/**
 * Times in which far more rows came than usual: at least ten times the median of 256 equal stretches of time and 5 % of all rows.
 * No test: how much volume changes by itself nobody knows.
 */
export function volumeBursts({ times }: TimedRows): readonly BurstVerdict[] {
  const first = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - first;
  if (times.length < leastRows || span <= 0) return [];
  const counts = new Int32Array(stretches);
  for (const time of times) {
    const at = Math.min(stretches - 1, Math.floor((stretches * (time - first)) / span));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const usual = Math.max(1, counts.toSorted()[stretches >> 1] ?? 1);
  const found: BurstVerdict[] = [];
  for (const [at, rows] of counts.entries()) {
    if (rows < 10 * usual || rows < 0.05 * times.length) continue;
    const from = first + (at * span) / stretches;
    const last = found.at(-1);
    if (last !== undefined && from - last.to < 1) {
      found[found.length - 1] = {
        ...last,
        to: from + span / stretches,
        rows: last.rows + rows,
        expected: last.expected + usual,
      };
    } else found.push({ of: 'all rows', from, to: from + span / stretches, rows, expected: usual, pValue: Number.NaN });
  }
  return found;
}

const leastMarked = 5;
const leastWidth = 8;
const leastRows = 200;
const stretches = 256;
const significance = 0.01;
