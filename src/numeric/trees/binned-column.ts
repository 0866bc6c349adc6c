// Columns as trees see them: a byte per row. Ranks instead of numbers, so that one value of 10^12 is no farther than the next.
import { seeded } from '../random/seeded.ts';

export interface BinnedColumn {
  /** Per row a bin, 0..bins-1. Bin 0 is what is missing. */
  readonly codes: Uint8Array;
  /** 1..256 */
  readonly bins: number;
  /** Whether a bin is more than the one before it; otherwise bins are names. */
  readonly ordered: boolean;
}

const mostBins = 64;
const sampled = 20_000;

/**
 * Puts numbers into bins of about the same number of rows; few different numbers get a bin each.
 * @param values - NaN where missing; infinities count as the ends
 */
export function binNumbers(values: Float64Array | Float32Array, seed: number): BinnedColumn {
  const edges = edgesOf(sampleOf(values, seed));
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? Number.NaN;
    codes[row] = Number.isNaN(value) ? 0 : 1 + placeOf(edges, value);
  }
  return { codes, bins: edges.length + 2, ordered: true };
}

/**
 * Names as bins: the first 254 names that occur get one each, the others share the last.
 * @param codes - per row the index of a name, -1 where missing
 */
export function binNames(codes: Int32Array): BinnedColumn {
  const bins = new Uint8Array(codes.length);
  const binOf = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (code < 0) continue;
    let bin = binOf.get(code);
    if (bin === undefined) {
      bin = Math.min(binOf.size + 1, 255);
      binOf.set(code, bin);
    }
    bins[row] = bin;
  }
  return { codes: bins, bins: Math.min(binOf.size + 1, 256), ordered: false };
}

function sampleOf(values: Float64Array | Float32Array, seed: number): Float64Array {
  const rows = values.length <= sampled ? undefined : seeded(seed).sample(values.length, sampled);
  const drawn = new Float64Array(rows?.length ?? values.length);
  let size = 0;
  for (let at = 0; at < drawn.length; at++) {
    const value = values[rows === undefined ? at : (rows[at] ?? 0)] ?? Number.NaN;
    if (!Number.isNaN(value)) drawn[size++] = value;
  }
  return drawn.subarray(0, size).sort();
}

/** Lower ends of all bins but the first, rising. */
function edgesOf(sorted: Float64Array): Float64Array {
  const distinct = sorted.filter((value, at) => at === 0 || value !== sorted[at - 1]);
  if (distinct.length <= mostBins) return distinct.subarray(1);
  const edges: number[] = [];
  for (let bin = 1; bin < mostBins; bin++) {
    const edge = sorted[Math.floor((bin * sorted.length) / mostBins)] ?? 0;
    if (edge > (edges.at(-1) ?? sorted[0] ?? edge)) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** How many edges are at or below the value. */
function placeOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edges[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
