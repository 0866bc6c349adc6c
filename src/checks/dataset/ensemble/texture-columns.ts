// How a picture falls off between neighbouring pixels, by blocks: what bending, blurring and noise change, and what is shown does not.
import type { Pictures } from './read-pictures.ts';

const blockSide = 4;
const perBlock = 7;
/** Of squared differences of brightness, 0..1: what is darker than noise of 3 % does not count. */
const floor = 1e-3;
/** Pixels that the widest difference needs on either side. */
const reach = 2;

/** Sums of squared differences over a block; `x` along lines, `y` across them. */
interface Sums {
  firstX: number;
  firstY: number;
  secondX: number;
  secondY: number;
  mixed: number;
  fourthX: number;
  fourthY: number;
  slopeX: number;
  slopeY: number;
}

/** Columns of `textureColumns`; 0 for pictures that are too small. */
export function textureWidth({ height, width }: Pick<Pictures, 'height' | 'width'>): number {
  return Math.min(height, width) < 2 * blockSide
    ? 0
    : perBlock * Math.ceil(height / blockSide) * Math.ceil(width / blockSide);
}

/**
 * Per block the logarithms of ratios of squared differences of neighbours: second to first along lines, across them and diagonally,
 * fourth to second; and how far slopes end abruptly on one side. A pixel that was interpolated between its neighbours lacks the
 * highest frequencies, and how many of them depends on how far it was moved; a smooth field moves the same block by the same in
 * every picture.
 * @returns shape [count, textureWidth]
 * @source resampling shows in what neighbours predict: Popescu, Farid 2005, IEEE Trans. Signal Processing 53(2); the ratios are ours
 */
export function textureColumns(pictures: Pictures): Float32Array {
  const { count, height, width } = pictures;
  const columns = textureWidth(pictures);
  const shown = new Float32Array(count * columns);
  if (columns === 0) return shown;
  const brightness = new Float32Array(height * width);
  const across = Math.ceil(width / blockSide);
  for (let place = 0; place < count; place++) {
    readBrightness(pictures, place, brightness);
    for (let block = 0; block * perBlock < columns; block++) {
      const top = Math.floor(block / across) * blockSide;
      const sums = sumBlock(brightness, height, width, top, (block % across) * blockSide);
      writeRatios(sums, shown, place * columns + block * perBlock);
    }
  }
  return shown;
}

/** Means of 2 x 2 pixels, which say where dark and bright are. Shape [count, coarseWidth]. */
export function coarseColumns(pictures: Pictures): Float32Array {
  const { count, height, width } = pictures;
  const [down, across] = [height >> 1, width >> 1];
  const shown = new Float32Array(count * down * across);
  const brightness = new Float32Array(height * width);
  for (let place = 0; place < count; place++) {
    readBrightness(pictures, place, brightness);
    for (let cell = 0; cell < down * across; cell++) {
      const at = 2 * Math.floor(cell / across) * width + 2 * (cell % across);
      const upper = (brightness[at] ?? 0) + (brightness[at + 1] ?? 0);
      const lower = (brightness[at + width] ?? 0) + (brightness[at + width + 1] ?? 0);
      shown[place * down * across + cell] = (upper + lower) / 4;
    }
  }
  return shown;
}

/** 0..1. */
function readBrightness({ pixels, channels }: Pictures, place: number, into: Float32Array): void {
  const from = place * into.length * channels;
  for (let pixel = 0; pixel < into.length; pixel++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += pixels[from + pixel * channels + c] ?? 0;
    into[pixel] = sum / (255 * channels);
  }
}

function sumBlock(g: Float32Array, height: number, width: number, top: number, left: number): Sums {
  let [firstX, firstY, secondX, secondY, mixed] = [0, 0, 0, 0, 0];
  let [fourthX, fourthY, slopeX, slopeY] = [0, 0, 0, 0];
  const bottom = Math.min(top + blockSide, height - reach);
  const right = Math.min(left + blockSide, width - reach);
  for (let y = Math.max(top, reach); y < bottom; y++) {
    for (let x = Math.max(left, reach); x < right; x++) {
      const at = y * width + x;
      const middle = g[at] ?? 0;
      const [west, east, north, south] = [g[at - 1] ?? 0, g[at + 1] ?? 0, g[at - width] ?? 0, g[at + width] ?? 0];
      const [dx, dy] = [east - west, south - north];
      const [xx, yy] = [west - 2 * middle + east, north - 2 * middle + south];
      const diagonal = (g[at - width - 1] ?? 0) + (g[at + width + 1] ?? 0);
      const xy = diagonal - (g[at - width + 1] ?? 0) - (g[at + width - 1] ?? 0);
      const xxxx = (g[at - 2] ?? 0) - 4 * west + 6 * middle - 4 * east + (g[at + 2] ?? 0);
      const yyyy = (g[at - 2 * width] ?? 0) - 4 * north + 6 * middle - 4 * south + (g[at + 2 * width] ?? 0);
      firstX += dx * dx;
      firstY += dy * dy;
      secondX += xx * xx;
      secondY += yy * yy;
      mixed += xy * xy;
      fourthX += xxxx * xxxx;
      fourthY += yyyy * yyyy;
      slopeX += xx * dx;
      slopeY += yy * dy;
    }
  }
  return { firstX, firstY, secondX, secondY, mixed, fourthX, fourthY, slopeX, slopeY };
}

function writeRatios(sums: Sums, into: Float32Array, at: number): void {
  const { firstX, firstY, secondX, secondY, mixed, fourthX, fourthY, slopeX, slopeY } = sums;
  into[at] = logRatio(secondX, firstX);
  into[at + 1] = logRatio(secondY, firstY);
  into[at + 2] = logRatio(mixed, firstX + firstY);
  into[at + 3] = logRatio(fourthX, secondX);
  into[at + 4] = logRatio(fourthY, secondY);
  into[at + 5] = slopeX / (secondX + firstX + floor);
  into[at + 6] = slopeY / (secondY + firstY + floor);
}

/** Not the same in its last bit on every processor, as the network before it is not either. */
function logRatio(above: number, below: number): number {
  return Math.log((above + floor) / (below + floor));
}
