// Groups of rows around their means.
import { NumericError } from '#core/errors';
import { type Random, seeded } from '../random/seeded.ts';
import type { RowMatrix } from './row-products.ts';

export interface Clusters {
  /** Cluster per row. */
  readonly assignments: Int32Array;
  /** Shape [k, width]. */
  readonly centres: Float64Array;
  /** Rows per cluster; 0 where there are fewer different rows than clusters. */
  readonly sizes: Int32Array;
  /** Sum of squared distances to the centres. */
  readonly inertia: number;
}

export interface KMeansOptions {
  readonly seed: number;
  /** Starts, of which the one of least inertia counts. */
  readonly starts?: number;
  readonly maxRounds?: number;
}

/**
 * k-means by Lloyd's rounds from k-means++ starts.
 * @param matrix - at least one row
 * @throws {NumericError} NUMERIC_RANGE when k is not a positive whole number, NUMERIC_SHAPE when there is no row
 * @source Lloyd 1982; Arthur, Vassilvitskii 2007 (k-means++)
 */
export function kMeans(matrix: RowMatrix, k: number, { seed, starts = 5, maxRounds = 100 }: KMeansOptions): Clusters {
  if (!Number.isInteger(k) || k < 1) throw new NumericError('NUMERIC_RANGE', 'clusters wanted', { value: k });
  if (matrix.count < 1) throw new NumericError('NUMERIC_SHAPE', 'no row to cluster');
  let best: Clusters | undefined;
  for (let start = 0; start < starts; start++) {
    const clusters = lloyd(matrix, spreadCentres(matrix, k, seeded(seed, start)), k, maxRounds);
    if (best === undefined || clusters.inertia < best.inertia) best = clusters;
  }
  return best ?? lloyd(matrix, spreadCentres(matrix, k, seeded(seed)), k, maxRounds);
}

/** Each further centre is a row drawn in proportion to its squared distance from the centres so far. */
function spreadCentres(matrix: RowMatrix, k: number, random: Random): Float64Array {
  const { count, width } = matrix;
  const centres = new Float64Array(k * width);
  const nearest = new Float64Array(count).fill(Infinity);
  let chosen = random.integer(count);
  for (let c = 0; c < k; c++) {
    centres.set(matrix.values.subarray(chosen * width, (chosen + 1) * width), c * width);
    let total = 0;
    for (let i = 0; i < count; i++) {
      const distance = Math.min(nearest[i] ?? 0, squaredDistance(matrix.values, i * width, centres, c * width, width));
      nearest[i] = distance;
      total += distance;
    }
    chosen = drawByWeight(nearest, total, random);
  }
  return centres;
}

function drawByWeight(weights: Float64Array, total: number, random: Random): number {
  if (!(total > 0)) return random.integer(weights.length);
  let left = random.uniform() * total;
  for (let i = 0; i < weights.length; i++) {
    left -= weights[i] ?? 0;
    if (left < 0) return i;
  }
  return weights.length - 1;
}

function lloyd(matrix: RowMatrix, centres: Float64Array, k: number, maxRounds: number): Clusters {
  const { count, width, values } = matrix;
  const assignments = new Int32Array(count).fill(-1);
  const sizes = new Int32Array(k);
  const distances = new Float64Array(count);
  let inertia = 0;
  for (let round = 0; round < maxRounds; round++) {
    let moved = 0;
    inertia = 0;
    for (let i = 0; i < count; i++) {
      let nearest = 0;
      let least = Infinity;
      for (let c = 0; c < k; c++) {
        const distance = squaredDistance(values, i * width, centres, c * width, width);
        if (distance < least) {
          least = distance;
          nearest = c;
        }
      }
      if (assignments[i] !== nearest) moved += 1;
      assignments[i] = nearest;
      distances[i] = least;
      inertia += least;
    }
    // Centres belong to the assignments that are given back.
    moveCentres(matrix, assignments, centres, sizes, distances);
    if (moved === 0) break;
  }
  return { assignments, centres, sizes, inertia };
}

/** To the means; an empty cluster takes the row that is farthest from its own centre, while any is off its centre. */
function moveCentres(
  { count, width, values }: RowMatrix,
  assignments: Int32Array,
  centres: Float64Array,
  sizes: Int32Array,
  distances: Float64Array,
): void {
  sizes.fill(0);
  for (let i = 0; i < count; i++) sizes[assignments[i] ?? 0] = (sizes[assignments[i] ?? 0] ?? 0) + 1;
  for (let c = 0; c < sizes.length; c++) {
    if ((sizes[c] ?? 0) > 0) {
      centres.fill(0, c * width, (c + 1) * width);
      continue;
    }
    const farthest = distances.indexOf(distances.reduce((most, distance) => Math.max(most, distance), 0));
    centres.set(values.subarray(farthest * width, (farthest + 1) * width), c * width);
    distances[farthest] = 0;
  }
  for (let i = 0; i < count; i++) {
    const c = assignments[i] ?? 0;
    const share = 1 / (sizes[c] ?? 1);
    for (let j = 0; j < width; j++) {
      centres[c * width + j] = (centres[c * width + j] ?? 0) + (values[i * width + j] ?? 0) * share;
    }
  }
}

function squaredDistance(a: Float32Array, from: number, b: Float64Array, to: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const difference = (a[from + j] ?? 0) - (b[to + j] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
