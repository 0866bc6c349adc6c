// All eigenvalues and eigenvectors of a symmetric matrix.
import { NumericError } from '#core/errors';
import { tridiagonal } from './tridiagonal.ts';

export interface Eigen {
  /** Falling, shape [k]. */
  readonly values: Float64Array;
  /** Shape [k, width]: the eigenvector of each value as a row, of length 1; its largest component is positive. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by reduction to a tridiagonal one and QL steps with implicit shifts.
 * @param matrix - shape [width, width], finite; only the lower triangle is read
 * @returns all of them, by falling value; residual about 1e-14 of the largest value
 * @throws {NumericError} NUMERIC_SHAPE when the array has another size, NUMERIC_RANGE when a number is not finite
 * @source Wilkinson, Reinsch 1971, Handbook for Automatic Computation II, contributions II/2 and II/4 (Bowdler, Martin et al.)
 * @limits about 4 width^3 multiplications: .5 s for a width of 512
 */
export function symmetricEigen(matrix: Float64Array, width: number): Eigen {
  if (matrix.length !== width * width) {
    throw new NumericError('NUMERIC_SHAPE', `${matrix.length} numbers are no matrix of width ${width}`);
  }
  if (!matrix.every(Number.isFinite))
    throw new NumericError('NUMERIC_RANGE', 'a matrix with numbers that are not finite');
  const { diagonal, beside, basis } = tridiagonal(matrix, width);
  diagonalise(diagonal, beside, basis, width);
  return inOrder(diagonal, basis, width);
}

/** QL steps until nothing stands beside the diagonal; the rows of `basis` turn with them. */
function diagonalise(diagonal: Float64Array, beside: Float64Array, basis: Float64Array, n: number): void {
  for (let from = 0; from < n; from++) {
    for (let step = 0; ; step++) {
      const to = blockEnd(diagonal, beside, from, n);
      if (to === from) break;
      // 30 steps per value are more than any matrix is known to need; what remains beside the diagonal is rounding.
      if (step >= maxSteps) throw new NumericError('NUMERIC_RANGE', 'eigenvalues that do not converge');
      stepQl(diagonal, beside, basis, n, from, to);
    }
  }
}

/** The last index of the block that begins at `from` and does not fall apart. */
function blockEnd(diagonal: Float64Array, beside: Float64Array, from: number, n: number): number {
  let to = from;
  while (to < n - 1) {
    const size = Math.abs(diagonal[to] ?? 0) + Math.abs(diagonal[to + 1] ?? 0);
    if (Math.abs(beside[to] ?? 0) <= Number.EPSILON * size) break;
    to += 1;
  }
  return to;
}

function stepQl(
  diagonal: Float64Array,
  beside: Float64Array,
  basis: Float64Array,
  n: number,
  from: number,
  to: number,
): void {
  const first = diagonal[from] ?? 0;
  const offFirst = beside[from] ?? 0;
  const ratio = ((diagonal[from + 1] ?? 0) - first) / (2 * offFirst);
  const root = Math.hypot(ratio, 1);
  let g = (diagonal[to] ?? 0) - first + offFirst / (ratio + (ratio >= 0 ? root : -root));
  let sine = 1;
  let cosine = 1;
  let carried = 0;
  for (let i = to - 1; i >= from; i--) {
    const f = sine * (beside[i] ?? 0);
    const b = cosine * (beside[i] ?? 0);
    const r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      // The block falls apart here.
      diagonal[i + 1] = (diagonal[i + 1] ?? 0) - carried;
      beside[to] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = (diagonal[i + 1] ?? 0) - carried;
    const turned = ((diagonal[i] ?? 0) - g) * sine + 2 * cosine * b;
    carried = sine * turned;
    diagonal[i + 1] = g + carried;
    g = cosine * turned - b;
    turn(basis, i * n, n, sine, cosine);
  }
  diagonal[from] = (diagonal[from] ?? 0) - carried;
  beside[from] = g;
  beside[to] = 0;
}

/** Turns the row at `at` and the one after it in their plane. */
function turn(basis: Float64Array, at: number, n: number, sine: number, cosine: number): void {
  for (let k = at; k < at + n; k++) {
    const low = basis[k] ?? 0;
    const high = basis[k + n] ?? 0;
    basis[k + n] = sine * low + cosine * high;
    basis[k] = cosine * low - sine * high;
  }
}

function inOrder(diagonal: Float64Array, basis: Float64Array, n: number): Eigen {
  const order = Array.from(diagonal.keys()).sort((a, b) => (diagonal[b] ?? 0) - (diagonal[a] ?? 0));
  const values = Float64Array.from(order, (index) => diagonal[index] ?? 0);
  const vectors = new Float64Array(n * n);
  order.forEach((index, place) => {
    vectors.set(signed(basis.subarray(index * n, index * n + n)), place * n);
  });
  return { values, vectors };
}

/** A vector and its negative are the same direction: the one whose largest component is positive stands for both. */
export function signed(vector: Float64Array): Float64Array {
  let largest = 0;
  for (const component of vector) if (Math.abs(component) > Math.abs(largest)) largest = component;
  return largest < 0 ? vector.map((component) => -component) : vector;
}

const maxSteps = 60;
