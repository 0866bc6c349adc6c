/** The byte next to a number: 0..255. */
export function byteOf(value: number): number {
  return Math.min(255, Math.max(0, Math.round(value)));
}
