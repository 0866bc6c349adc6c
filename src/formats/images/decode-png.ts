// PNG pictures to pixels: all colour types, depths, filters and interlacing. Specification: W3C PNG (Third Edition).
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import { type PngChunks, readPngChunks, samplesOf } from './png/read-chunks.ts';
import { openRows, type RowSource, unfilter } from './png/rows.ts';
import { writerOf } from './png/write-row.ts';
import type { ImageHeader, Raster } from './raster.ts';

/** What is known of a picture before its pixels are unpacked. @throws {FormatError} */
export function readPngHeader(bytes: Uint8Array): ImageHeader {
  return headerOf(readPngChunks(bytes));
}

/**
 * Samples of 16 bits give their upper 8, fewer than 8 bits are spread over 0..255, alpha is dropped, colour spaces are not
 * converted: what Pillow's `convert('RGB')` and with it most loaders of training data make of it.
 * @throws {FormatError} FORMAT_MALFORMED, FORMAT_TRUNCATED, FORMAT_UNSUPPORTED, FORMAT_LIMIT above `limits.imagePixels`
 * @limits memory: the pixels and about one row
 */
export function decodePng(bytes: Uint8Array): Raster {
  const png = readPngChunks(bytes);
  const { width, height, channels } = headerOf(png);
  if (width * height > limits.imagePixels.value) {
    throw new FormatError('FORMAT_LIMIT', `${width} x ${height} pixels are too many`, { limit: 'imagePixels' });
  }
  const passes = png.interlaced ? adam7 : [whole];
  const bits = png.depth * samplesOf[png.colour];
  const sizes = passes.map((pass) => sizeOf(pass, width, height, bits));
  const rows = openRows(
    png.data,
    sizes.reduce((sum, size) => sum + (size.rowBytes + 1) * size.height, 0),
  );
  try {
    const pixels = new Uint8Array(width * height * channels);
    passes.forEach((pass, index) => {
      const size = sizes[index];
      if (size !== undefined) readPass(rows, pass, size, png, { width, height, channels, pixels });
    });
    return { width, height, channels, pixels };
  } finally {
    rows.close();
  }
}

function headerOf(png: PngChunks): ImageHeader {
  const { width, height, orientation, transparent, animated } = png;
  const grey = png.colour === 0 || png.colour === 4 || (png.colour === 3 && isGrey(png.palette));
  return { format: 'png', width, height, channels: grey ? 1 : 3, orientation, transparent, animated, passes: 1 };
}

function isGrey(palette: Uint8Array): boolean {
  for (let at = 0; at < palette.length; at += 3) {
    if (palette[at] !== palette[at + 1] || palette[at] !== palette[at + 2]) return false;
  }
  return true;
}

/** Where the pixels of one pass stand: every `dx`-th from column `x`, every `dy`-th row from `y`. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

interface PassSize {
  readonly width: number;
  readonly height: number;
  /** Without the byte that names the filter. */
  readonly rowBytes: number;
  /** Bytes of one pixel, at least 1. */
  readonly distance: number;
}

function sizeOf(pass: Pass, fullWidth: number, fullHeight: number, bits: number): PassSize {
  const width = Math.max(0, Math.ceil((fullWidth - pass.x) / pass.dx));
  // A pass without columns has no rows either.
  const height = width === 0 ? 0 : Math.max(0, Math.ceil((fullHeight - pass.y) / pass.dy));
  return { width, height, rowBytes: Math.ceil((width * bits) / 8), distance: Math.max(1, bits >> 3) };
}

function readPass(rows: RowSource, pass: Pass, size: PassSize, png: PngChunks, raster: Raster): void {
  const write = writerOf(png, raster, pass.dx);
  let above = new Uint8Array(size.rowBytes);
  let line = new Uint8Array(size.rowBytes);
  for (let row = 0; row < size.height; row++) {
    const taken = rows.take(size.rowBytes + 1);
    line.set(taken.subarray(1));
    unfilter(taken[0] ?? 0, line, above, size.distance);
    write(line, size.width, (pass.y + row * pass.dy) * raster.width + pass.x);
    [above, line] = [line, above];
  }
}

const whole: Pass = { x: 0, y: 0, dx: 1, dy: 1 };
/** Section 8.1. */
const adam7: readonly Pass[] = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];
