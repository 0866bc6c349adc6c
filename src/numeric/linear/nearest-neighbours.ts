// The nearest rows to each row, without an index: exact, as products of blocks.
import { NumericError } from '#core/errors';
import { type RowMatrix, rowProducts } from './row-products.ts';

export interface Neighbours {
  /** Per query, as many as there are, at most the number asked for. */
  readonly k: number;
  /** Shape [queries, k]: rows of the base by rising distance. */
  readonly rows: Int32Array;
  /** Shape [queries, k]: Euclidean. */
  readonly distances: Float64Array;
}

export interface NeighbourOptions {
  /** Queries are the rows of the base themselves, which are not their own neighbours. */
  readonly excludeSelf?: boolean;
  /** Reports the share done, 0..1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * The k nearest rows of `base` to each row of `queries`. Rows at the same distance come by their number.
 * @param k - positive; fewer come back when the base has fewer rows
 * @returns distances exact to 64-bit arithmetic, also 0 of equal rows. Two rows whose distances differ by less than a millionth of
 *   the spread of all may change places at the end of the list
 * @throws {NumericError} NUMERIC_SHAPE when widths differ, NUMERIC_RANGE when k is not a positive whole number
 * @limits queries x base x width operations at the speed of `rowProducts`; no array of queries x base
 */
export function nearestNeighbours(
  queries: RowMatrix,
  base: RowMatrix,
  k: number,
  { excludeSelf = false, onProgress }: NeighbourOptions = {},
): Neighbours {
  if (!Number.isInteger(k) || k < 1) throw new NumericError('NUMERIC_RANGE', 'neighbours wanted', { value: k });
  const found = Math.max(0, Math.min(k, base.count - (excludeSelf ? 1 : 0)));
  const result = {
    k: found,
    rows: new Int32Array(queries.count * found),
    distances: new Float64Array(queries.count * found),
  };
  if (found === 0) return result;
  // Lengths cancel best around the middle of the rows.
  const middle = meanRow(base);
  // In 32 bits the squares of large numbers overflow, those of small ones vanish.
  const scale = 1 / (Math.max(largestShift(base, middle), largestShift(queries, middle)) || 1);
  const shiftedBase = shifted(base, middle, scale);
  const lengths = squaredLengths(shiftedBase);
  const candidates = Math.min(found + spare, base.count);
  const products = new Float32Array(queryBlock * baseBlock);
  for (let from = 0; from < queries.count; from += queryBlock) {
    const block = shifted(part(queries, from, queryBlock), middle, scale);
    const shortlists = Array.from({ length: block.count }, () => new Shortlist(candidates));
    for (let start = 0; start < base.count; start += baseBlock) {
      const tile = part(shiftedBase, start, baseBlock);
      rowProducts(block, tile, products);
      for (let q = 0; q < block.count; q++) {
        const own = excludeSelf ? from + q - start : -1;
        shortlists[q]?.offer(products, q * tile.count, tile.count, lengths, start, own);
      }
    }
    shortlists.forEach((shortlist, q) => {
      settle(shortlist, queries, from + q, base, found, result);
    });
    onProgress?.(Math.min(1, (from + block.count) / queries.count));
  }
  return result;
}

/** The candidates of a query with the least distance so far, by rising distance. */
class Shortlist {
  readonly rows: Int32Array;
  readonly #distances: Float32Array;
  count = 0;

  constructor(size: number) {
    this.rows = new Int32Array(size);
    this.#distances = new Float32Array(size).fill(Infinity);
  }

  /** Distances up to the length of the query, which is the same for all: |b|^2 - 2 a b. */
  offer(
    products: Float32Array,
    at: number,
    count: number,
    lengths: Float32Array,
    start: number,
    excluded: number,
  ): void {
    const size = this.rows.length;
    let worst = this.#distances[size - 1] ?? 0;
    for (let j = 0; j < count; j++) {
      const distance = (lengths[start + j] ?? 0) - 2 * (products[at + j] ?? 0);
      if (distance >= worst || j === excluded) continue;
      this.#insert(distance, start + j);
      worst = this.#distances[size - 1] ?? 0;
    }
  }

  #insert(distance: number, row: number): void {
    let place = Math.min(this.count, this.rows.length - 1);
    while (place > 0 && (this.#distances[place - 1] ?? 0) > distance) {
      this.#distances[place] = this.#distances[place - 1] ?? 0;
      this.rows[place] = this.rows[place - 1] ?? 0;
      place -= 1;
    }
    this.#distances[place] = distance;
    this.rows[place] = row;
    this.count = Math.min(this.count + 1, this.rows.length);
  }
}

/** Measures the candidates again, in 64 bits, and keeps the nearest. */
function settle(
  shortlist: Shortlist,
  queries: RowMatrix,
  query: number,
  base: RowMatrix,
  found: number,
  result: Pick<Neighbours, 'rows' | 'distances'>,
): void {
  const { width } = base;
  const measured = Array.from(shortlist.rows.subarray(0, shortlist.count), (row) => {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const difference = (queries.values[query * width + j] ?? 0) - (base.values[row * width + j] ?? 0);
      sum += difference * difference;
    }
    return { row, distance: Math.sqrt(sum) };
  });
  measured.sort((a, b) => a.distance - b.distance || a.row - b.row);
  measured.slice(0, found).forEach(({ row, distance }, place) => {
    result.rows[query * found + place] = row;
    result.distances[query * found + place] = distance;
  });
}

function part(matrix: RowMatrix, from: number, count: number): RowMatrix {
  const to = Math.min(from + count, matrix.count);
  return {
    values: matrix.values.subarray(from * matrix.width, to * matrix.width),
    count: to - from,
    width: matrix.width,
  };
}

function shifted(matrix: RowMatrix, middle: Float64Array, scale: number): RowMatrix {
  const { width, count } = matrix;
  const values = new Float32Array(count * width);
  for (let i = 0; i < count; i++) {
    const at = i * width;
    for (let j = 0; j < width; j++) values[at + j] = ((matrix.values[at + j] ?? 0) - (middle[j] ?? 0)) * scale;
  }
  return { values, count, width };
}

function largestShift({ values, count, width }: RowMatrix, middle: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) {
      largest = Math.max(largest, Math.abs((values[i * width + j] ?? 0) - (middle[j] ?? 0)));
    }
  }
  return largest;
}

function meanRow({ values, count, width }: RowMatrix): Float64Array {
  const mean = new Float64Array(width);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) mean[j] = (mean[j] ?? 0) + (values[i * width + j] ?? 0) / count;
  }
  return mean;
}

function squaredLengths({ values, count, width }: RowMatrix): Float32Array {
  const lengths = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += (values[i * width + j] ?? 0) ** 2;
    lengths[i] = sum;
  }
  return lengths;
}

const queryBlock = 128;
const baseBlock = 1024;
/** Candidates beyond k: those that rounding may have put behind. */
const spare = 8;
