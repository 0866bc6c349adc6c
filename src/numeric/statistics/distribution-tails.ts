// The tails of the distributions that tests are made of: gamma, chi-square, normal and beta.
import { logGamma } from './log-gamma.ts';

/**
 * The chance that a chi-square number is larger than x.
 * @param degrees - degrees of freedom, positive
 */
export function chiSquareTail(x: number, degrees: number): number {
  return gammaTail(degrees / 2, x / 2);
}

/** The chance that a standard normal number is larger than z. */
export function normalTail(z: number): number {
  const tail = gammaTail(0.5, (z * z) / 2) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/**
 * Q(a, x): the chance that a gamma number of shape a is larger than x.
 * @param a - positive
 * @returns relative error about 1e-12; 1 for x <= 0, NaN when a is not positive
 * @source DLMF 8.7.1 (series, x < a + 1) and 8.9.2 (continued fraction) by the method of Lentz
 */
export function gammaTail(a: number, x: number): number {
  if (!(a > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < maxTerms && term > sum * smallestStep; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  return (
    front *
    lentz(
      (n) => (n === 0 ? 1 : -n * (n - a)),
      (n) => x + 2 * n + 1 - a,
    )
  );
}

/**
 * I_x(a, b): the chance that a beta number is smaller than x.
 * @param a - positive
 * @param b - positive
 * @returns relative error about 1e-12 (1e-9 for a or b of a million); NaN when a or b is not positive
 * @source DLMF 8.17.22 (continued fraction), on the side of the mean where it is fast
 */
export function betaDistribution(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x > (a + 1) / (a + b + 2) ? 1 - betaFraction(1 - x, b, a) : betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const numerator = (n: number): number => {
    if (n === 0) return 1;
    const m = Math.floor(n / 2);
    return n % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return front * lentz(numerator, () => 1);
}

/** The continued fraction numerator(0) / (denominator(0) + numerator(1) / (denominator(1) + ...)). */
function lentz(numerator: (n: number) => number, denominator: (n: number) => number): number {
  let value = tiny;
  let c = value;
  let d = 0;
  for (let n = 0; n < maxTerms; n++) {
    const a = numerator(n);
    const b = denominator(n);
    d = 1 / (b + a * d || tiny);
    c = b + a / c || tiny;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) < smallestStep) break;
  }
  return value;
}

const maxTerms = 20_000;
const smallestStep = 1e-16;
const tiny = 1e-300;
