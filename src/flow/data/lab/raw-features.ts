// Features of rows without a model: pixels, standardized columns, hashed words.
import type { Features } from '#checks/dataset/detectors/detector';
import type { Column, DataSet, ImageSet, TableSet, TextSet } from '#core/dataset/data-set';
import { robustScale } from '#numeric/statistics/quantile';

/** Numbers per row at most: detectors look at covariances, whose cost grows with the square. */
const mostFeatures = 256;
const wordFeatures = 256;
const rowsPerBlock = 512;

/** @throws {AssayError} when the rows cannot be read any more */
export async function rawFeatures(set: DataSet): Promise<Features> {
  if (set.kind === 'table') return tableFeatures(set);
  return set.kind === 'text' ? textFeatures(set) : pictureFeatures(set);
}

/** Brightness, averaged over squares until there are few enough. */
async function pictureFeatures(set: ImageSet): Promise<Features> {
  const { height, width, channels, count } = set;
  const step = Math.max(1, Math.ceil(Math.sqrt((height * width) / mostFeatures)));
  const [down, across] = [Math.ceil(height / step), Math.ceil(width / step)];
  const values = new Float32Array(count * down * across);
  const size = height * width * channels;
  for (let start = 0; start < count; start += rowsPerBlock) {
    const rows = Array.from({ length: Math.min(rowsPerBlock, count - start) }, (_, at) => start + at);
    const pixels = await set.read(rows);
    for (const [at, row] of rows.entries()) {
      const into = values.subarray(row * down * across, (row + 1) * down * across);
      average(pixels.subarray(at * size, (at + 1) * size), { width, channels, step, across }, into);
    }
  }
  return { count, width: down * across, values, from: 'raw' };
}

function average(
  pixels: Uint8Array,
  { width, channels, step, across }: { width: number; channels: number; step: number; across: number },
  into: Float32Array,
): void {
  const scale = 1 / (255 * channels * step * step);
  for (let at = 0; at < pixels.length; at++) {
    const pixel = Math.floor(at / channels);
    const field = Math.floor(Math.floor(pixel / width) / step) * across + Math.floor((pixel % width) / step);
    into[field] = (into[field] ?? 0) + (pixels[at] ?? 0) * scale;
  }
}

/** Numbers as robust deviations from the median, at most 20; a column per frequent category; 0 where missing. */
function tableFeatures({ columns, count }: TableSet): Features {
  const parts = columns.flatMap((column) => featuresOfColumn(column)).slice(0, mostFeatures);
  const width = Math.max(1, parts.length);
  const values = new Float32Array(count * width);
  for (const [at, valueAt] of parts.entries()) {
    for (let row = 0; row < count; row++) values[row * width + at] = valueAt(row);
  }
  return { count, width, values, from: 'raw' };
}

function featuresOfColumn(column: Column): readonly ((row: number) => number)[] {
  if (column.kind === 'category') {
    const { names, codes } = column.values;
    return names.slice(0, 16).map((_, code) => (row) => (codes[row] === code ? 1 : 0));
  }
  const { values } = column;
  const { median, deviation } = robustScale(values);
  if (Number.isNaN(median)) return [];
  const scale = deviation > 0 ? deviation : 1;
  return [
    (row) => {
      const value = ((values[row] ?? Number.NaN) - median) / scale;
      return Number.isNaN(value) ? 0 : Math.min(20, Math.max(-20, value));
    },
  ];
}

/** Words, hashed into a fixed number of places; the square root of how often each occurs. */
async function textFeatures(set: TextSet): Promise<Features> {
  const values = new Float32Array(set.count * wordFeatures);
  for (let start = 0; start < set.count; start += rowsPerBlock) {
    const rows = Array.from({ length: Math.min(rowsPerBlock, set.count - start) }, (_, at) => start + at);
    for (const [at, text] of (await set.read(rows)).entries()) {
      const into = values.subarray((start + at) * wordFeatures, (start + at + 1) * wordFeatures);
      for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
        const place = hashOf(word) % wordFeatures;
        into[place] = (into[place] ?? 0) + 1;
      }
      for (let place = 0; place < wordFeatures; place++) into[place] = Math.sqrt(into[place] ?? 0);
    }
  }
  return { count: set.count, width: wordFeatures, values, from: 'raw' };
}

/** FNV-1a, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
