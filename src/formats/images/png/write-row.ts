// Samples of a PNG row to 8-bit pixels. Specification: W3C PNG, sections 7.2 and 13.12.
import type { Raster } from '../raster.ts';
import { type PngChunks, samplesOf } from './read-chunks.ts';

/**
 * Writes one row.
 * @param line - packed samples @param count - pixels in it @param first - index in the picture of its first pixel
 */
export type RowWriter = (line: Uint8Array, count: number, first: number) => void;

/** @param step - distance of two pixels of a row in the picture: 1 without interlacing */
export function writerOf(png: PngChunks, raster: Raster, step: number): RowWriter {
  if (png.colour === 3) return writePalette(png, raster, step);
  if (png.depth < 8) return writeSmall(png.depth, raster, step);
  const sampleBytes = png.depth >> 3;
  const pixelBytes = samplesOf[png.colour] * sampleBytes;
  const { channels, pixels } = raster;
  if (step === 1 && pixelBytes === channels) {
    return (line, count, first) => pixels.set(line.subarray(0, count * channels), first * channels);
  }
  return (line, count, first) => {
    let to = first * channels;
    for (let index = 0, from = 0; index < count; index++, from += pixelBytes) {
      for (let channel = 0; channel < channels; channel++) {
        pixels[to + channel] = line[from + channel * sampleBytes] ?? 0;
      }
      to += step * channels;
    }
  };
}

/** Grey of 1, 2 or 4 bits: 0 stays black, the largest value becomes white. */
function writeSmall(depth: number, { pixels }: Raster, step: number): RowWriter {
  const scale = 255 / (2 ** depth - 1);
  return (line, count, first) => {
    for (let index = 0; index < count; index++) pixels[first + index * step] = sample(line, index, depth) * scale;
  };
}

/** An index beyond the palette is black, as in Pillow. */
function writePalette({ depth, palette }: PngChunks, { channels, pixels }: Raster, step: number): RowWriter {
  const full = new Uint8Array(768);
  full.set(palette);
  return (line, count, first) => {
    for (let index = 0; index < count; index++) {
      const from = sample(line, index, depth) * 3;
      const to = (first + index * step) * channels;
      for (let channel = 0; channel < channels; channel++) pixels[to + channel] = full[from + channel] ?? 0;
    }
  };
}

/** The sample at `index` of a row of samples of 1, 2, 4 or 8 bits, the leftmost in the highest bits. */
function sample(line: Uint8Array, index: number, depth: number): number {
  const bit = index * depth;
  return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}
