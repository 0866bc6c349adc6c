// The few largest eigenvalues of a symmetric matrix, without the others.
import { seeded } from '../random/seeded.ts';
import { orthonormaliseRows } from './orthonormal-rows.ts';
import { type Eigen, signed, symmetricEigen } from './symmetric-eigen.ts';

/**
 * The k largest eigenvalues of a positive semidefinite matrix and their vectors, by orthogonal iteration on a somewhat larger
 * subspace. For few of many: where k is not far below the width, `symmetricEigen` does the work.
 * @param matrix - shape [width, width], symmetric, finite
 * @param k - at least 1; taken as the width when larger
 * @returns values within 1e-9 of the largest one; vectors of values that are nearly equal span the same space as the exact ones
 * @throws {NumericError} NUMERIC_SHAPE, NUMERIC_RANGE as `symmetricEigen`
 * @source Golub, Van Loan, Matrix Computations, section 8.2.4 (Ritz acceleration)
 */
export function topEigenvectors(matrix: Float64Array, width: number, k: number, seed: number): Eigen {
  const size = Math.min(k + oversampling, width);
  if (size * 4 > width) return firstOf(symmetricEigen(matrix, width), Math.min(k, width), width);
  const random = seeded(seed);
  let basis = orthonormaliseRows(Float64Array.from({ length: size * width }, random.normal), size, width);
  let values = new Float64Array(size);
  for (let round = 0; round < maxRounds; round++) {
    for (let step = 0; step < stepsPerRound; step++) {
      basis = orthonormaliseRows(timesSymmetric(basis, matrix, size, width), size, width);
    }
    const ritz = rayleighRitz(basis, matrix, size, width);
    basis = Float64Array.from(ritz.vectors);
    const settled = largestChange(values, ritz.values, k) <= tolerance * (ritz.values[0] ?? 0);
    values = Float64Array.from(ritz.values);
    if (settled) break;
  }
  const vectors = new Float64Array(k * width);
  for (let i = 0; i < k; i++) vectors.set(signed(basis.subarray(i * width, (i + 1) * width)), i * width);
  return { values: values.slice(0, k), vectors };
}

/** The best approximations of eigenvectors inside the space that the rows of `basis` span. */
function rayleighRitz(basis: Float64Array, matrix: Float64Array, size: number, width: number): Eigen {
  const image = timesSymmetric(basis, matrix, size, width);
  const small = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += (basis[i * width + c] ?? 0) * (image[j * width + c] ?? 0);
      small[i * size + j] = sum;
    }
  }
  const { values, vectors } = symmetricEigen(small, size);
  const turned = new Float64Array(size * width);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const factor = vectors[i * size + j] ?? 0;
      for (let c = 0; c < width; c++) {
        turned[i * width + c] = (turned[i * width + c] ?? 0) + factor * (basis[j * width + c] ?? 0);
      }
    }
  }
  return { values, vectors: turned };
}

/** Each row of `rows`, multiplied by the matrix. */
function timesSymmetric(rows: Float64Array, matrix: Float64Array, count: number, width: number): Float64Array {
  const result = new Float64Array(count * width);
  for (let i = 0; i < width; i++) {
    const line = i * width;
    for (let r = 0; r < count; r++) {
      const row = r * width;
      let sum = 0;
      for (let c = 0; c < width; c++) sum += (matrix[line + c] ?? 0) * (rows[row + c] ?? 0);
      result[row + i] = sum;
    }
  }
  return result;
}

function largestChange(before: Float64Array, after: Float64Array, k: number): number {
  let largest = 0;
  for (let i = 0; i < k; i++) largest = Math.max(largest, Math.abs((before[i] ?? 0) - (after[i] ?? 0)));
  return largest;
}

function firstOf({ values, vectors }: Eigen, k: number, width: number): Eigen {
  return { values: values.slice(0, k), vectors: vectors.slice(0, k * width) };
}

const oversampling = 8;
const stepsPerRound = 4;
const maxRounds = 60;
const tolerance = 1e-10;
