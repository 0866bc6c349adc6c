// From the bytes of a decimal number to binary64, correctly rounded, without making a string of them: tables have 10^7 cells and
// more, and `Number(text)` costs five times as much. Clinger 1990 for up to 15 digits; up to 18 digits with a quotient in
// double-double arithmetic (Dekker 1971), taken only where its error cannot change the rounding (Ziv 1991).

/**
 * The value of `[+-]digits[.digits][(e|E)[+-]digits]`, at least one digit before or after the point, blanks around it allowed.
 * @param bytes - ASCII
 * @returns the binary64 nearest to the value, as `Number` gives it (Infinity above its range); NaN when this is no such number
 */
export function parseDecimal(bytes: Uint8Array, from: number, to: number): number {
  let start = from;
  let end = to;
  while (start < end && isBlank(bytes[start] ?? 0)) start += 1;
  while (end > start && isBlank(bytes[end - 1] ?? 0)) end -= 1;
  let at = start;
  const sign = bytes[at] ?? 0;
  if (at < end && (sign === minus || sign === plus)) at += 1;
  // Up to nine digits in `first`, then up to nine in `second`: 32-bit arithmetic, which is what makes this fast.
  let first = 0;
  let second = 0;
  let digits = 0;
  let pointAt = -1;
  const firstDigit = at;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit >= 0 && digit <= 9) {
      if (digits < 9) {
        first = (first * 10 + digit) | 0;
        // Zeros before the first other digit say nothing.
        if (first !== 0) digits += 1;
      } else {
        if (digits < 18) second = (second * 10 + digit) | 0;
        digits += 1;
      }
    } else if (digit === point - zero && pointAt < 0) pointAt = at;
    else break;
  }
  const seen = at - firstDigit - (pointAt < 0 ? 0 : 1);
  if (seen === 0) return Number.NaN;
  let exponent = pointAt < 0 ? 0 : pointAt + 1 - at;
  if (at < end) {
    const written = readExponent(bytes, at, end);
    if (Number.isNaN(written)) return Number.NaN;
    exponent += written;
  }
  if (digits === 0) return sign === minus ? -0 : 0;
  if (digits > 18 || exponent < -22 || exponent > 22) return slowly(bytes, start, end);
  const scale = powers[digits > 9 ? digits - 9 : 0] ?? 1;
  const value = digits <= 15 ? scaled(first * scale + second, exponent) : scaledLong(first, scale, second, exponent);
  if (Number.isNaN(value)) return slowly(bytes, start, end);
  return sign === minus ? -value : value;
}

/** NaN when there is no exponent, or something after it. Clamped: 10^5 is far outside of binary64. */
function readExponent(bytes: Uint8Array, from: number, end: number): number {
  if (((bytes[from] ?? 0) | 0x20) !== letterE) return Number.NaN;
  let at = from + 1;
  const sign = bytes[at] ?? 0;
  if (at < end && (sign === minus || sign === plus)) at += 1;
  if (at >= end) return Number.NaN;
  let value = 0;
  for (; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = Math.min(value * 10 + digit, 100_000);
  }
  return sign === minus ? -value : value;
}

/** Both factors are exact, so the one rounding is the right one. */
function scaled(whole: number, exponent: number): number {
  return exponent < 0 ? whole / (powers[-exponent] ?? 0) : whole * (powers[exponent] ?? 0);
}

/** (high * lowScale + low) * 10^exponent; NaN where double-double cannot tell to which side to round. */
function scaledLong(high: number, lowScale: number, low: number, exponent: number): number {
  // The digits, exactly: big + small.
  const product = high * lowScale;
  const productError = productRest(high, lowScale, product);
  const big = product + low;
  const small = productError + (low - (big - product));
  if (exponent === 0) return big + small;
  const power = powers[Math.abs(exponent)] ?? 0;
  if (exponent > 0) {
    const first = big * power;
    return rounded(first, productRest(big, power, first) + small * power);
  }
  const quotient = big / power;
  const back = quotient * power;
  const rest = big - back - productRest(quotient, power, back);
  return rounded(quotient, (rest + small) / power);
}

/** Ziv's test: the correction is known to 48 bits or better; if both ends of its error round to the same number, so does the truth. */
function rounded(value: number, correction: number): number {
  const one = value + correction * (1 + 2 ** -46);
  return one === value + correction * (1 - 2 ** -46) ? one : Number.NaN;
}

/** a * b - product, exactly (Veltkamp's split). */
function productRest(a: number, b: number, product: number): number {
  const scaledA = a * splitter;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = b * splitter;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

function slowly(bytes: Uint8Array, from: number, to: number): number {
  return Number(Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1'));
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

const zero = 0x30;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const letterE = 0x65;
const splitter = 2 ** 27 + 1;
/** 10^0 to 10^22: all that binary64 has exactly. */
const powers: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
