// Sets of byte ranges [from, to).

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The parts of [0, size) that none of `covered` holds, in order. O(n log n). */
export function gaps(covered: readonly Range[], size: number): readonly Range[] {
  const sorted = [...covered].sort((a, b) => a.from - b.from);
  const open: Range[] = [];
  let at = 0;
  for (const range of sorted) {
    if (range.from > at) open.push({ from: at, to: Math.min(range.from, size) });
    at = Math.max(at, range.to);
    if (at >= size) break;
  }
  if (at < size) open.push({ from: at, to: size });
  return open.filter((range) => range.to > range.from);
}
