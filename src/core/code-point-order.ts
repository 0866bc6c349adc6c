// The order of names in everything that is digested or signed.

/**
 * Negative, zero or positive, as `Array.sort` wants it. JavaScript itself compares UTF-16 units, which differs above U+FFFF;
 * UTF-8 bytes sort like code points.
 */
export function compareCodePoints(a: string, b: string): number {
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

const surrogate = /[\ud800-\udfff]/;
