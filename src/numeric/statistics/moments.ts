// Mean and variance in one pass.

export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Of the population: divided by `count`. */
  readonly variance: number;
}

/**
 * Count, mean and variance without the loss of digits that sums of squares suffer; NaN is left out.
 * @returns mean and variance NaN when there is no value
 * @source Welford 1962, Note on a method for calculating corrected sums of squares and products, Technometrics 4(3)
 */
export function moments(values: ArrayLike<number>): Moments {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count += 1;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  return count === 0 ? { count, mean: Number.NaN, variance: Number.NaN } : { count, mean, variance: squares / count };
}
