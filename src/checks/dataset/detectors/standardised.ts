// Columns in units of their own spread, so that one in millimetres does not drown one in kilometres.
import type { RowMatrix } from '#numeric/linear/row-products';

/** The columns that vary, each with mean 0 and variance 1; undefined when none does. */
export function standardised({ values, count, width }: RowMatrix): RowMatrix | undefined {
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) {
      // Welford's update, a column at a time.
      const value = values[i * width + j] ?? 0;
      const before = value - (means[j] ?? 0);
      means[j] = (means[j] ?? 0) + before / (i + 1);
      squares[j] = (squares[j] ?? 0) + before * (value - (means[j] ?? 0));
    }
  }
  const varying = Array.from(squares.keys()).filter((j) => (squares[j] ?? 0) > 0);
  if (varying.length === 0) return undefined;
  const result = new Float32Array(count * varying.length);
  varying.forEach((j, place) => {
    const scale = 1 / Math.sqrt((squares[j] ?? 1) / count);
    for (let i = 0; i < count; i++) {
      result[i * varying.length + place] = ((values[i * width + j] ?? 0) - (means[j] ?? 0)) * scale;
    }
  });
  return { values: result, count, width: varying.length };
}
