// The natural logarithm from additions, multiplications and divisions only. IEEE 754 fixes those bit for bit on every
// machine; the language leaves `Math.log` to the implementation.

/**
 * The natural logarithm of a positive finite number, the same bits everywhere.
 * @returns within 2 units in the last place of the exact value; -Infinity for 0, NaN for negative numbers
 * @source x = 2^e m with sqrt(1/2) <= m < sqrt(2); ln m = 2 artanh((m - 1) / (m + 1)) by its power series
 */
export function exactLogarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  // Numbers below 2^-1022 have no leading bit of their own.
  const scaled = x < smallestNormal ? x * 2 ** 54 : x;
  number[0] = scaled;
  const high = bits[1] ?? 0;
  let exponent = (high >>> 20) - 1023 - (x < smallestNormal ? 54 : 0);
  bits[1] = (high & 0xfffff) | 0x3ff00000;
  let m = number[0] ?? 1;
  if (m >= Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const t = (m - 1) / (m + 1);
  const t2 = t * t;
  // |t| <= 0.1716: the first term left out is below 2e-19 of the sum.
  let series = 0;
  for (let k = 23; k >= 3; k -= 2) series = (series + 1 / k) * t2;
  // ln 2 in two parts: the product of the first with an exponent is exact.
  return exponent * ln2High + (2 * t + (2 * t * series + exponent * ln2Low));
}

const smallestNormal = 2 ** -1022;
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
/** Both see the same eight bytes; the second word is the high one: every platform that runs this is little-endian. */
const number = new Float64Array(1);
const bits = new Uint32Array(number.buffer);
