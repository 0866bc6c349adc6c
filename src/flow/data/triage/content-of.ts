// Rows as a reviewer sees them, small enough to be kept in a queue.

import type { RowReason } from '#core/dataset/data-scan';
import type { DataSet, TableSet } from '#core/dataset/data-set';
import type { TriageContent } from '#core/dataset/data-triage';

/** UTF-16 units of a text, and columns of a table, that are kept. */
const longestText = 4000;
const mostColumns = 60;
/** Pixels to a side; larger pictures are made smaller by whole factors. */
const longestSide = 96;

/** @throws {AssayError} when the rows cannot be read any more */
export async function contentsOf(set: DataSet, rows: ArrayLike<number>): Promise<readonly TriageContent[]> {
  if (set.kind === 'text')
    return (await set.read(rows)).map((text) => ({ kind: 'text', text: text.slice(0, longestText) }));
  if (set.kind === 'table') return Array.from(rows, (row) => ({ kind: 'text', text: valuesOf(set, row) }));
  const { height, width, channels } = set;
  const size = height * width * channels;
  const pixels = await set.read(rows);
  const step = reductionOf(set);
  return Array.from(rows, (_, at) => ({
    kind: 'picture',
    height: Math.ceil(height / step),
    width: Math.ceil(width / step),
    channels,
    pixels: Buffer.from(reduce(pixels.subarray(at * size, (at + 1) * size), set, step)).toString('base64'),
  }));
}

/** By how much pictures of the set are made smaller: every so many pixels are one. */
export function reductionOf(set: DataSet): number {
  return set.kind === 'images' ? Math.max(1, Math.ceil(Math.max(set.height, set.width) / longestSide)) : 1;
}

/** Reasons with their regions where they are in the smaller picture. */
export function reduceRegions(because: readonly RowReason[], step: number): readonly RowReason[] {
  if (step === 1) return because;
  return because.map(({ region, ...reason }) => {
    if (region === undefined) return reason;
    const [top, left] = [Math.floor(region.top / step), Math.floor(region.left / step)];
    const [height, width] = [Math.ceil(region.height / step), Math.ceil(region.width / step)];
    return { ...reason, region: { top, left, height, width } };
  });
}

/** The mean of each square of `step` pixels. */
function reduce(
  pixels: Uint8Array,
  { height, width, channels }: { readonly height: number; readonly width: number; readonly channels: number },
  step: number,
): Uint8Array {
  if (step === 1) return pixels;
  const [down, across] = [Math.ceil(height / step), Math.ceil(width / step)];
  const sums = new Float64Array(down * across * channels);
  const counts = new Float64Array(down * across * channels);
  for (let at = 0; at < pixels.length; at++) {
    const [y, x] = [Math.floor(at / channels / width), Math.floor(at / channels) % width];
    const into = (Math.floor(y / step) * across + Math.floor(x / step)) * channels + (at % channels);
    sums[into] = (sums[into] ?? 0) + (pixels[at] ?? 0);
    counts[into] = (counts[into] ?? 0) + 1;
  }
  return Uint8Array.from(sums, (sum, at) => Math.round(sum / (counts[at] ?? 1)));
}

/** Bytes that a row takes in a queue at most, its neighbours included. */
export function bytesPerItem(set: DataSet, neighbours: number): number {
  const step = reductionOf(set);
  const one =
    set.kind === 'images'
      ? Math.ceil(set.height / step) * Math.ceil(set.width / step) * set.channels * 1.4
      : longestText;
  return 500 + (1 + neighbours) * one;
}

function valuesOf({ columns }: TableSet, row: number): string {
  const lines = columns.slice(0, mostColumns).map((column) => {
    const value = column.kind === 'number' ? column.values[row] : column.values.names[column.values.codes[row] ?? -1];
    return `${column.name}: ${value === undefined || Number.isNaN(value) ? '' : value}`;
  });
  return lines.join('\n').slice(0, longestText);
}
