// A symmetric matrix in a basis in which it has numbers on and beside its diagonal only.

export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** beside[i] stands between i and i + 1. */
  readonly beside: Float64Array;
  /** Rows are the vectors of the basis in which the matrix is tridiagonal: basis A basis' = T. */
  readonly basis: Float64Array;
}

/**
 * Householder reflections from the last row up. Row-wise, so that memory is read in order.
 * @param matrix - shape [n, n], finite; only the lower triangle is read
 * @source Wilkinson, Reinsch 1971, Handbook for Automatic Computation II, contribution II/2 (Martin, Reinsch, Wilkinson)
 */
export function tridiagonal(matrix: Float64Array, n: number): Tridiagonal {
  const a = Float64Array.from(matrix);
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const factors = new Float64Array(n);
  const p = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const row = a.subarray(i * n, i * n + i);
    const { head, factor } = reflection(row);
    beside[i - 1] = head;
    factors[i] = factor;
    if (factor !== 0) reflectBothSides(a, n, i, row, factor, p);
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i] ?? 0;
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  // The product of all reflections, from the first to the last; the one of row i touches columns below i only.
  for (let i = 1; i < n; i++) {
    const factor = factors[i] ?? 0;
    if (factor === 0) continue;
    const u = a.subarray(i * n, i * n + i);
    for (let r = 0; r < i; r++) {
      const target = basis.subarray(r * n, r * n + i);
      subtractMultiple(target, u, factor * dot(target, u));
    }
  }
  return { diagonal, beside, basis };
}

/** Makes `row` the vector u of a reflection I - factor u u' that leaves only the last component, `head`. */
function reflection(row: Float64Array): { readonly head: number; readonly factor: number } {
  const last = row.length - 1;
  const x = row[last] ?? 0;
  let scale = 0;
  for (let k = 0; k < last; k++) scale = Math.max(scale, Math.abs(row[k] ?? 0));
  if (scale === 0) return { head: x, factor: 0 };
  scale = Math.max(scale, Math.abs(x));
  let squares = 0;
  for (let k = 0; k <= last; k++) {
    const scaled = (row[k] ?? 0) / scale;
    row[k] = scaled;
    squares += scaled * scaled;
  }
  // Away from x, so that nothing cancels.
  const head = x >= 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  const h = squares - (row[last] ?? 0) * head;
  row[last] = (row[last] ?? 0) - head;
  return { head: head * scale, factor: 1 / h };
}

/** A = (I - f u u') A (I - f u u') on the leading i x i block, lower triangle. */
function reflectBothSides(a: Float64Array, n: number, i: number, u: Float64Array, f: number, p: Float64Array): void {
  p.fill(0, 0, i);
  for (let r = 0; r < i; r++) {
    const row = r * n;
    const ur = u[r] ?? 0;
    let sum = 0;
    for (let c = 0; c < r; c++) {
      const value = a[row + c] ?? 0;
      sum += value * (u[c] ?? 0);
      p[c] = (p[c] ?? 0) + value * ur;
    }
    p[r] = (p[r] ?? 0) + sum + (a[row + r] ?? 0) * ur;
  }
  let half = 0;
  for (let r = 0; r < i; r++) {
    p[r] = (p[r] ?? 0) * f;
    half += (p[r] ?? 0) * (u[r] ?? 0);
  }
  half *= f / 2;
  for (let r = 0; r < i; r++) p[r] = (p[r] ?? 0) - half * (u[r] ?? 0);
  for (let r = 0; r < i; r++) {
    const row = r * n;
    const ur = u[r] ?? 0;
    const pr = p[r] ?? 0;
    for (let c = 0; c <= r; c++) a[row + c] = (a[row + c] ?? 0) - ur * (p[c] ?? 0) - pr * (u[c] ?? 0);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

function subtractMultiple(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let k = 0; k < vector.length; k++) target[k] = (target[k] ?? 0) - factor * (vector[k] ?? 0);
}
