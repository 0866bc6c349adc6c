// Quantiles, and the median and its absolute deviation, which a minority of wild values cannot move.

/**
 * The value below which a share of the values lies, by linear interpolation between neighbours (type 7 of Hyndman and Fan 1996,
 * the default of R and numpy).
 * @param values - finite numbers; NaN is left out
 * @param share - 0..1
 * @returns NaN when there is no value
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  return sortedQuantile(sorted(values), share);
}

/** The same of values that are in rising order and without NaN: for several quantiles of the same values. */
export function sortedQuantile(values: Float64Array, share: number): number {
  const place = Math.min(Math.max(share, 0), 1) * (values.length - 1);
  const below = Math.floor(place);
  const low = values[below] ?? Number.NaN;
  const high = values[Math.min(below + 1, values.length - 1)] ?? Number.NaN;
  return place === below ? low : low + (place - below) * (high - low);
}

/** The values in rising order, in a fresh array, NaN left out. */
export function sorted(values: ArrayLike<number>): Float64Array {
  const copy = Float64Array.from(values).sort();
  // The order of the language puts NaN last.
  let count = copy.length;
  while (count > 0 && Number.isNaN(copy[count - 1])) count -= 1;
  return copy.subarray(0, count);
}

/** The middle value; NaN is left out, and is the answer when there is no value. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/** Where values lie and how far they spread, by ranks alone. */
export interface RobustScale {
  readonly median: number;
  /** Median of the distances from the median, times 1.4826: the standard deviation where the values are normal. */
  readonly deviation: number;
}

/**
 * Median and median absolute deviation. Half of the values may be anything.
 * @returns NaN in both when there is no value; deviation 0 when more than half of the values are the same
 * @source Rousseeuw, Croux 1993, Alternatives to the median absolute deviation, JASA 88
 */
export function robustScale(values: ArrayLike<number>): RobustScale {
  const middle = median(values);
  const distances = Float64Array.from(values, (value) => Math.abs(value - middle));
  return { median: middle, deviation: median(distances) * normalConsistency };
}

/** 1 / the third quartile of the standard normal distribution. */
const normalConsistency = 1.482602218505602;
