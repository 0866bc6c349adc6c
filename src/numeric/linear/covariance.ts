// Mean and covariance of rows, in one pass over as many blocks as there are.
import { NumericError } from '#core/errors';
import { covarianceWidth } from '#core/limits';
import { type RowMatrix, rowProducts } from './row-products.ts';

export interface Covariance {
  readonly count: number;
  readonly width: number;
  /** Shape [width]. */
  readonly mean: Float64Array;
  /** Shape [width, width], symmetric, divided by count - 1; all zero for fewer than two rows. */
  readonly matrix: Float64Array;
}

/**
 * Mean and covariance of the rows of a matrix.
 * @param rows - which rows, in which order; all when absent
 * @throws {NumericError} NUMERIC_LIMIT when the rows are wider than `covarianceWidth`
 */
export function covariance(matrix: RowMatrix, rows?: ArrayLike<number>): Covariance {
  const sum = new CovarianceSum(matrix.width);
  const count = rows?.length ?? matrix.count;
  const block = new Float32Array(Math.min(blockRows, count) * matrix.width);
  for (let from = 0; from < count; from += blockRows) {
    const size = Math.min(blockRows, count - from);
    for (let i = 0; i < size; i++) {
      const row = rows === undefined ? from + i : (rows[from + i] ?? 0);
      block.set(matrix.values.subarray(row * matrix.width, (row + 1) * matrix.width), i * matrix.width);
    }
    sum.add(block, size);
  }
  return sum.result();
}

/**
 * Adds up blocks of rows that need not be in memory together.
 * @source parallel update of Chan, Golub, LeVeque 1983; products of rows shifted by the mean of the first block in 32-bit floats, sums in 64
 * @throws {NumericError} NUMERIC_LIMIT when the rows are wider than `covarianceWidth`
 */
export class CovarianceSum {
  readonly #width: number;
  readonly #sum: Float64Array;
  readonly #products: Float64Array;
  readonly #block: Float32Array;
  #shift: Float64Array | undefined;
  #count = 0;

  constructor(width: number) {
    if (width > covarianceWidth.value) {
      throw new NumericError('NUMERIC_LIMIT', `${width} columns`, { limit: 'covarianceWidth', value: width });
    }
    this.#width = width;
    this.#sum = new Float64Array(width);
    this.#products = new Float64Array(width * width);
    this.#block = new Float32Array(width * blockRows);
  }

  /** @param values - shape [rows, width], finite */
  add(values: Float32Array, rows: number): void {
    this.#shift ??= meanOf(values, rows, this.#width);
    for (let from = 0; from < rows; from += blockRows) {
      this.#addBlock(values.subarray(from * this.#width), Math.min(blockRows, rows - from), this.#shift);
    }
  }

  result(): Covariance {
    const width = this.#width;
    const count = this.#count;
    const mean = new Float64Array(width);
    const matrix = new Float64Array(width * width);
    const divisor = Math.max(count - 1, 1);
    for (let i = 0; i < width; i++) {
      const meanI = (this.#sum[i] ?? 0) / Math.max(count, 1);
      mean[i] = (this.#shift?.[i] ?? 0) + meanI;
      for (let j = 0; j <= i; j++) {
        const centred = (this.#products[i * width + j] ?? 0) - meanI * (this.#sum[j] ?? 0);
        // Rounding must not make a variance negative.
        const value = (i === j ? Math.max(centred, 0) : centred) / divisor;
        matrix[i * width + j] = value;
        matrix[j * width + i] = value;
      }
    }
    return { count, width, mean, matrix };
  }

  #addBlock(values: Float32Array, rows: number, shift: Float64Array): void {
    const width = this.#width;
    const block = this.#block;
    // One row per column: the products run along the rows of the data.
    let largest = 0;
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < width; c++) {
        const value = (values[r * width + c] ?? 0) - (shift[c] ?? 0);
        block[c * rows + r] = value;
        largest = Math.max(largest, Math.abs(value));
      }
    }
    const scale = safeScale(largest);
    if (scale !== 1) for (let i = 0; i < width * rows; i++) block[i] = (block[i] ?? 0) / scale;
    const transposed = { values: block, count: width, width: rows };
    const products = rowProducts(transposed, transposed, undefined, true);
    for (let i = 0; i < width; i++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += block[i * rows + r] ?? 0;
      this.#sum[i] = (this.#sum[i] ?? 0) + sum * scale;
      for (let j = 0; j <= i; j++) {
        const product = (products[i * width + j] ?? 0) * scale * scale;
        this.#products[i * width + j] = (this.#products[i * width + j] ?? 0) + product;
      }
    }
    this.#count += rows;
  }
}

/** A power of two by which numbers are divided whose squares, or sums of squares, a 32-bit float could not hold. */
function safeScale(largest: number): number {
  const fits = largest === 0 || (largest > 2 ** -40 && largest < 2 ** 40);
  return fits || !Number.isFinite(largest) ? 1 : 2 ** Math.floor(Math.log2(largest));
}

/** Rounded to 32 bits: a column whose values are all the same becomes exactly 0. */
function meanOf(values: Float32Array, rows: number, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < width; c++) sums[c] = (sums[c] ?? 0) + (values[r * width + c] ?? 0);
  }
  return sums.map((sum) => Math.fround(sum / rows));
}

/** No power of two: rows of the transposed block must not all fall on the same lines of the cache. */
const blockRows = 500;
