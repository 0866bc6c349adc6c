// The longest strictly increasing subsequence: of rows that were reordered, the most that can be said to have stayed in place.

/**
 * O(n log n).
 * @param values - not negative; -1 stands for nothing
 * @returns 1 for each position that belongs to the subsequence
 * @source M. L. Fredman, On computing the length of longest increasing subsequences, 1975
 */
export function longestRise(values: Int32Array): Uint8Array {
  /** For each length the position of the smallest value that ends a subsequence of that length. */
  const ends = new Int32Array(values.length);
  const previous = new Int32Array(values.length).fill(-1);
  let longest = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? -1;
    if (value < 0) continue;
    let low = 0;
    let high = longest;
    if (longest > 0 && (values[ends[longest - 1] ?? 0] ?? 0) < value) low = longest;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[at] = ends[low - 1] ?? -1;
    ends[low] = at;
    if (low === longest) longest += 1;
  }
  const kept = new Uint8Array(values.length);
  for (let at = longest === 0 ? -1 : (ends[longest - 1] ?? -1); at >= 0; at = previous[at] ?? -1) kept[at] = 1;
  return kept;
}
