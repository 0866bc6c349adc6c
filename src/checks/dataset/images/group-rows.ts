// Rows that belong together because a chain of pairs leads from one to the other.

/**
 * @param pairs - rows of 0..count-1
 * @returns groups of at least two, the largest first, rows in ascending order
 */
export function groupRows(
  count: number,
  pairs: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const parent = Int32Array.from({ length: count }, (_, row) => row);
  const rootOf = (row: number): number => {
    let at = row;
    while ((parent[at] ?? at) !== at) {
      const above = parent[at] ?? at;
      parent[at] = parent[above] ?? above;
      at = above;
    }
    return at;
  };
  for (const [a, b] of pairs) {
    const [x, y] = [rootOf(a), rootOf(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  }
  const groups = new Map<number, number[]>();
  for (const row of new Set(pairs.flat().sort((a, b) => a - b))) {
    const root = rootOf(row);
    const known = groups.get(root);
    if (known === undefined) groups.set(root, [row]);
    else known.push(row);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}
