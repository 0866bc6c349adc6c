// Order and ranks of numbers.

/** The indices in rising order of their values; equal values keep their order, NaN counts as lower than all numbers. */
export function risingOrder(values: ArrayLike<number>): Uint32Array {
  const keys = Float64Array.from(values, (value) => (Number.isNaN(value) ? -Infinity : value));
  const order = Uint32Array.from(keys, (_, index) => index);
  return order.sort((a, b) => {
    const difference = (keys[a] ?? 0) - (keys[b] ?? 0);
    // Two infinities differ by NaN.
    return difference || (keys[a] === keys[b] ? a - b : 0);
  });
}

/**
 * The rank of each value, 1 for the lowest; equal values share the mean of their ranks. NaN counts as lower than all numbers.
 */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = risingOrder(values);
  const result = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let to = from + 1;
    const value = values[order[from] ?? 0] ?? Number.NaN;
    while (to < order.length && sameRank(values[order[to] ?? 0] ?? Number.NaN, value)) to += 1;
    for (let i = from; i < to; i++) result[order[i] ?? 0] = (from + to + 1) / 2;
    from = to;
  }
  return result;
}

function sameRank(a: number, b: number): boolean {
  return a === b || (lowest(a) && lowest(b));
}

function lowest(value: number): boolean {
  return Number.isNaN(value) || value === -Infinity;
}
