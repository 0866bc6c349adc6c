// The triangular factor of a positive definite matrix, and what is solved with it.

/**
 * L with L L' = matrix.
 * @param matrix - shape [width, width], symmetric; only the lower triangle is read
 * @param ridge - added to the diagonal
 * @returns the lower triangle, zeros above; undefined when the matrix is not positive definite in this precision
 * @source Golub, Van Loan, Matrix Computations, algorithm 4.2.1
 */
export function cholesky(matrix: Float64Array, width: number, ridge = 0): Float64Array | undefined {
  const factor = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    const rowI = i * width;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * width;
      let sum = matrix[rowI + j] ?? Number.NaN;
      if (i === j) sum += ridge;
      for (let k = 0; k < j; k++) sum -= (factor[rowI + k] ?? 0) * (factor[rowJ + k] ?? 0);
      if (i !== j) factor[rowI + j] = sum / (factor[rowJ + j] ?? 1);
      else if (sum > 0 && sum < Infinity) factor[rowI + j] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/**
 * Solves L x = vector in place.
 * @param factor - shape [width, width], lower triangle
 * @param vector - length width; becomes x
 */
export function solveLower(factor: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  for (let i = 0; i < width; i++) {
    let sum = vector[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (factor[i * width + k] ?? 0) * (vector[k] ?? 0);
    vector[i] = sum / (factor[i * width + i] ?? 1);
  }
  return vector;
}
