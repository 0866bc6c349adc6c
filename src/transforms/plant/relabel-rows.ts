import type { Coding } from '#core/dataset/data-set';

/** Labels with those of some rows exchanged. @param labelOf - the new label by the row and the label that it has */
export function relabelRows(
  { names, codes }: Coding,
  rows: Int32Array,
  labelOf: (row: number, label: number) => number,
): { readonly labels: Coding; readonly changed: number } {
  const changedCodes = codes.slice();
  let changed = 0;
  for (const row of rows) {
    const before = codes[row] ?? -1;
    const after = labelOf(row, before);
    changedCodes[row] = after;
    if (after !== before) changed++;
  }
  return { labels: { names, codes: changedCodes }, changed };
}
