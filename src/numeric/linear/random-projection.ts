// Fewer columns with nearly the same distances.
import { seeded } from '../random/seeded.ts';
import { type RowMatrix, rowProducts } from './row-products.ts';

/**
 * Projects rows on k random directions.
 * @returns shape [count, k]; a squared distance keeps its expected value, with a relative standard deviation of sqrt(2 / k)
 * @source Johnson, Lindenstrauss 1984; Gaussian form of Indyk, Motwani 1998
 */
export function randomProjection(matrix: RowMatrix, k: number, seed: number): RowMatrix {
  const directions = randomDirections(matrix.width, k, seed);
  return { values: rowProducts(matrix, directions), count: matrix.count, width: k };
}

/** The k directions, as rows: for matrices that are projected block by block. */
export function randomDirections(width: number, k: number, seed: number): RowMatrix {
  const random = seeded(seed);
  const scale = 1 / Math.sqrt(k);
  return { values: Float32Array.from({ length: k * width }, () => random.normal() * scale), count: k, width };
}
