// Principal components of rows too wide for a covariance matrix.
import { seeded } from '../random/seeded.ts';
import type { PrincipalComponents } from './components.ts';
import { orthonormaliseRows } from './orthonormal-rows.ts';
import { type RowMatrix, rowProducts } from './row-products.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/**
 * The first k right singular vectors of the centred rows, by a random sketch and power iterations.
 * @param rows - which rows; all when absent
 * @returns as `principalComponents`: variances are squared singular values divided by count - 1
 * @source Halko, Martinsson, Tropp 2011, Finding structure with randomness, algorithms 4.4 and 5.1; oversampling 10, 4 iterations
 * @limits 11 passes over the rows, about 22 count width k operations
 */
export function randomizedSvd(
  matrix: RowMatrix,
  k: number,
  { seed, rows }: { readonly seed: number; readonly rows?: ArrayLike<number> },
): PrincipalComponents {
  const { width } = matrix;
  const count = rows?.length ?? matrix.count;
  const size = Math.min(k + 10, width, Math.max(count, 1));
  const centred = centredRows(matrix, count, rows);
  const random = seeded(seed);
  let sketch = Float64Array.from({ length: size * width }, random.normal);
  for (let iteration = 0; iteration <= powerIterations; iteration++) {
    orthonormaliseRows(sketch, size, width);
    if (iteration < powerIterations) sketch = pullBack(centred, pushForward(centred, sketch, size), size);
  }
  // In the space of the sketch the problem is small: its covariance is size x size.
  const image = pushForward(centred, sketch, size);
  const small = new Float64Array(size * size);
  const products = rowProducts(image, image);
  for (let i = 0; i < products.length; i++) small[i] = (products[i] ?? 0) / Math.max(count - 1, 1);
  const { values, vectors } = symmetricEigen(small, size);
  const totalVariance = centred.squares / Math.max(count - 1, 1);
  let kept = Math.min(k, size);
  while (kept > 0 && !((values[kept - 1] ?? 0) > totalVariance * 1e-10)) kept -= 1;
  const components = new Float64Array(kept * width);
  for (let i = 0; i < kept; i++) {
    for (let j = 0; j < size; j++) {
      const factor = vectors[i * size + j] ?? 0;
      for (let c = 0; c < width; c++) {
        components[i * width + c] = (components[i * width + c] ?? 0) + factor * (sketch[j * width + c] ?? 0);
      }
    }
  }
  return { mean: centred.mean, components, variances: values.slice(0, kept), totalVariance };
}

interface CentredRows extends RowMatrix {
  readonly mean: Float64Array;
  readonly squares: number;
}

function centredRows(matrix: RowMatrix, count: number, rows?: ArrayLike<number>): CentredRows {
  const { width } = matrix;
  const sums = new Float64Array(width);
  const at = (i: number): number => (rows === undefined ? i : (rows[i] ?? 0)) * width;
  for (let i = 0; i < count; i++) {
    const from = at(i);
    for (let c = 0; c < width; c++) sums[c] = (sums[c] ?? 0) + (matrix.values[from + c] ?? 0);
  }
  // Rounded to 32 bits: a column whose values are all the same becomes exactly 0.
  const mean = sums.map((sum) => Math.fround(sum / count));
  const values = new Float32Array(count * width);
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const from = at(i);
    for (let c = 0; c < width; c++) {
      const value = (matrix.values[from + c] ?? 0) - (mean[c] ?? 0);
      values[i * width + c] = value;
      squares += value * value;
    }
  }
  return { values, count, width, mean, squares };
}

/** The rows in the coordinates of the sketch, turned: shape [size, count]. */
function pushForward(centred: RowMatrix, sketch: Float64Array, size: number): RowMatrix {
  const directions = { values: Float32Array.from(sketch), count: size, width: centred.width };
  return { values: rowProducts(directions, centred), count: size, width: centred.count };
}

/** Sums of the rows with the weights of the image: shape [size, width]. */
function pullBack(centred: RowMatrix, image: RowMatrix, size: number): Float64Array<ArrayBuffer> {
  const { width, count, values } = centred;
  const sums = new Float64Array(size * width);
  for (let r = 0; r < count; r++) {
    const row = r * width;
    for (let s = 0; s < size; s++) {
      const weight = image.values[s * count + r] ?? 0;
      const target = s * width;
      for (let c = 0; c < width; c++) sums[target + c] = (sums[target + c] ?? 0) + weight * (values[row + c] ?? 0);
    }
  }
  return sums;
}

const powerIterations = 4;
