// Rows that fall into two groups: which row is in which, and whether there is a gap between them.
import { kMeans } from '#numeric/linear/k-means';
import type { RowMatrix } from '#numeric/linear/row-products';
import { silhouette } from '#numeric/linear/silhouette';

export interface TwoGroups {
  /** Of the smaller group, 0..1/2. */
  readonly share: number;
  /** Mean silhouette width of both. */
  readonly silhouette: number;
  /**
   * Density of rows half-way between the centres in units of that at the centre of the smaller group: 0 with a gap between the groups, 1
   * and more where one cloud was cut in two.
   */
  readonly valley: number;
  /** Per row its place along the line from the centre of the larger group, 0, to that of the smaller, 1. */
  readonly places: Float64Array;
}

/**
 * Splits rows in two by k-means.
 * @param matrix - at least one row; `share` is 0 when all are the same
 */
export function twoGroups(matrix: RowMatrix, seed: number): TwoGroups {
  const { centres, sizes, assignments } = kMeans(matrix, 2, { seed });
  const smaller = (sizes[0] ?? 0) <= (sizes[1] ?? 0) ? 0 : 1;
  const places = alongCentres(matrix, centres, smaller);
  const between = shareWithin(places, 0.4, 0.6) / 0.2;
  const beside = shareWithin(places, 0.85, 1.15) / 0.3;
  return {
    share: (sizes[smaller] ?? 0) / matrix.count,
    silhouette: silhouette(matrix, assignments, { seed }),
    valley: beside > 0 ? between / beside : Infinity,
    places,
  };
}

/** Whether the smaller group is one of its own: small enough, and with a gap before it. */
export function standsApart({ share, silhouette: width, valley }: TwoGroups): boolean {
  return share > 0 && share <= apart.largestShare && width >= apart.leastSilhouette && valley <= apart.deepestValley;
}

/**
 * The share after Chen et al. 2018 (.35 there). The silhouette alone does not do: sneakers of Fashion-MNIST have .31 to .40 by nature, a third of
 * digits with a patch .29. The valley was 1.1 and more for ten clean classes of each set whose share is below .38, and .08 to .52 for
 * three of four poisoned classes at a third of the class.
 */
export const apart: {
  readonly largestShare: number;
  readonly leastSilhouette: number;
  readonly deepestValley: number;
} = {
  largestShare: 0.38,
  leastSilhouette: 0.2,
  deepestValley: 0.55,
};

function alongCentres({ values, width, count }: RowMatrix, centres: Float64Array, smaller: number): Float64Array {
  const from = (1 - smaller) * width;
  const direction = Float64Array.from(
    { length: width },
    (_, j) => (centres[smaller * width + j] ?? 0) - (centres[from + j] ?? 0),
  );
  const squares = direction.reduce((sum, part) => sum + part * part, 0) || 1;
  return Float64Array.from({ length: count }, (_, row) => {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      sum += ((values[row * width + j] ?? 0) - (centres[from + j] ?? 0)) * (direction[j] ?? 0);
    }
    return sum / squares;
  });
}

function shareWithin(places: Float64Array, low: number, high: number): number {
  let count = 0;
  for (const place of places) if (place >= low && place < high) count += 1;
  return count / places.length;
}
