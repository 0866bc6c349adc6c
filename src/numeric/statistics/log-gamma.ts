// The logarithm of the gamma function.

/**
 * ln Gamma(x).
 * @param x - positive
 * @returns absolute error below 1e-14 (x < 100), relative below 1e-14 above; Infinity at 0, NaN for negative numbers
 * @source DLMF 5.11.1 (Stirling's series) at x + n >= 10, and Gamma(x + 1) = x Gamma(x) down to x
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  let product = 1;
  let y = x;
  while (y < 10) {
    product *= y;
    y += 1;
  }
  const inverse = 1 / y;
  const square = inverse * inverse;
  let series = 0;
  for (const coefficient of stirling) series = series * square + coefficient;
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + series * inverse - Math.log(product);
}

/** B(2k) / (2k (2k - 1)), k = 7..1. */
const stirling = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
const halfLogTwoPi = 0.9189385332046728;
