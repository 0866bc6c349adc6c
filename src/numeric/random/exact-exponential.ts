// The exponential from additions, multiplications and divisions only, so that it is the same bit for bit on every machine.

/**
 * e to the power of x, the same bits everywhere.
 * @returns within 2 units in the last place of the exact value; 0 below -745, Infinity above 709.78; NaN for NaN
 * @source x = k ln 2 + r with |r| <= ln 2 / 2; e^r by its power series
 */
export function exactExponential(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  const k = Math.round(x / Math.LN2);
  // ln 2 in two parts: the product of the first with a whole number below 2^11 is exact.
  const r = x - k * ln2High - k * ln2Low;
  // |r| <= 0.347: the first term left out is below 1e-19 of the sum.
  let series = 1;
  for (let n = 15; n >= 1; n--) series = 1 + (series * r) / n;
  // Two factors, because 2^k alone may be out of range where the product is not.
  const half = Math.trunc(k / 2);
  return series * powerOfTwo(half) * powerOfTwo(k - half);
}

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  bits[1] = (k + 1023) << 20;
  bits[0] = 0;
  return number[0] ?? 1;
}

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const number = new Float64Array(1);
const bits = new Uint32Array(number.buffer);
