// How alike two pictures are, whatever their brightness and contrast.

/**
 * Pearson's correlation of all values.
 * @param a - any shape @param b - the same shape
 * @returns -1..1; 1 for two that are equal but for brightness and contrast; 0 when one of them has a single value
 */
export function correlation(a: Uint8Array, b: Uint8Array): number {
  const count = a.length;
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let at = 0; at < count; at++) {
    const x = a[at] ?? 0;
    const y = b[at] ?? 0;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  const spread = Math.sqrt((squaresA - (sumA * sumA) / count) * (squaresB - (sumB * sumB) / count));
  return spread === 0 ? 0 : (products - (sumA * sumB) / count) / spread;
}
