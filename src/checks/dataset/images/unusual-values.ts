// Rows whose value lies far from those of their class.

/** A row that is unlike its class in one property. */
export interface UnusualRow {
  readonly row: number;
  readonly value: number;
  /** Median of the class. */
  readonly usual: number;
  /** Distances from the median in robust standard deviations of its side; infinite where nearly all have one value. */
  readonly deviations: number;
}

/**
 * The spread of either side of the median is measured by itself, so that a class that is skewed by nature has no more such rows than
 * another. A class below 20 rows is left out: three numbers have no median to speak of.
 * @param values - one per row @param codes - class per row, -1 for none; absent: one class
 * @returns the most unusual first
 * @source Rousseeuw, Croux 1993 (median absolute deviation), one for each side
 */
export function findUnusual(
  values: Float32Array,
  codes: Int32Array | undefined,
  classes: number,
): readonly UnusualRow[] {
  const found: UnusualRow[] = [];
  for (let code = codes === undefined ? 0 : -1; code < Math.max(1, classes); code++) {
    const rows: number[] = [];
    for (let row = 0; row < values.length; row++) if (codes === undefined || codes[row] === code) rows.push(row);
    if (rows.length >= leastRows) found.push(...unusualOf(values, rows));
  }
  return found.sort((a, b) => b.deviations - a.deviations || a.row - b.row);
}

function unusualOf(values: Float32Array, rows: readonly number[]): readonly UnusualRow[] {
  const sorted = Float32Array.from(rows, (row) => values[row] ?? 0).sort();
  const usual = medianOf(sorted);
  const below = spreadOf(
    sorted.filter((value) => value <= usual),
    usual,
  );
  const above = spreadOf(
    sorted.filter((value) => value >= usual),
    usual,
  );
  // Nearly all have one value: then those that have another are unusual if they are few.
  const others = sorted.filter((value) => value !== usual).length;
  const whenAlike = others <= fewShare * sorted.length ? Number.POSITIVE_INFINITY : 0;
  return rows.flatMap((row) => {
    const value = values[row] ?? 0;
    const spread = value < usual ? below : above;
    const distance = Math.abs(value - usual);
    const deviations = distance === 0 ? 0 : spread === 0 ? whenAlike : distance / spread;
    return deviations > mostDeviations ? [{ row, value, usual, deviations }] : [];
  });
}

/** 1.4826 x the median distance: the standard deviation where the values are normal. */
function spreadOf(sorted: Float32Array, usual: number): number {
  return 1.4826 * medianOf(sorted.map((value) => Math.abs(value - usual)).sort());
}

function medianOf(sorted: Float32Array): number {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

const leastRows = 20;
const fewShare = 0.01;
/** Of 10^9 normal values fewer than one lies outside. Real pictures have longer tails. */
const mostDeviations = 6;
