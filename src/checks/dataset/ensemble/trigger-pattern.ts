// What the rows with a trigger have in common, as a picture.
import type { FoundTrigger } from '#core/dataset/data-scan';
import type { ImageSet } from '#core/dataset/data-set';
import type { Pictures } from './read-pictures.ts';
import { meanRow } from './refine-suspects.ts';
import { residualOf } from './residual-metric.ts';
import type { Study } from './study.ts';

export interface TriggerPattern {
  /** In words: where it stands. */
  readonly text: string;
  readonly picture: NonNullable<FoundTrigger['picture']>;
}

export interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/**
 * The place where marked rows differ most from what their content lets expect, and their mean pixels there.
 * @param places - marked rows
 * @returns undefined when no place stands out, as with marks that move
 */
export function triggerPattern(set: ImageSet, study: Study, places: Int32Array): TriggerPattern | undefined {
  if (places.length === 0) return undefined;
  const { pictures } = study;
  const mean = meanRow(study, places);
  const box = boxOf(differences(study, mean), pictures.height, pictures.width);
  if (box === undefined) return undefined;
  const picture = cutPattern(set, pictures, box, (at) => meanPixel(pictures, places, at));
  const isWhole = box.height * box.width > 0.6 * pictures.height * pictures.width;
  const text = isWhole
    ? 'a pattern over the whole picture'
    : `a mark of ${picture.height} x ${picture.width} pixels at row ${picture.top}, column ${picture.left}`;
  return { text, picture };
}

/**
 * A part of a mean picture, in the size of the pictures of the set.
 * @param box - in pixels of `pictures` @param valueAt - 0..1, at an index into one of `pictures`
 */
export function cutPattern(
  set: ImageSet,
  { channels, scale, width }: Pictures,
  box: Box,
  valueAt: (at: number) => number,
): TriggerPattern['picture'] {
  const pixels = new Uint8Array(box.height * box.width * channels);
  for (let i = 0; i < box.height; i++) {
    for (let j = 0; j < box.width; j++) {
      for (let c = 0; c < channels; c++) {
        const at = ((box.top + i) * width + box.left + j) * channels + c;
        pixels[(i * box.width + j) * channels + c] = Math.round(255 * Math.min(1, Math.max(0, valueAt(at))));
      }
    }
  }
  const original = {
    top: Math.floor(box.top * scale.down),
    left: Math.floor(box.left * scale.across),
    height: Math.min(set.height, Math.ceil(box.height * scale.down)),
    width: Math.min(set.width, Math.ceil(box.width * scale.across)),
  };
  const isReduced = scale.down > 1 || scale.across > 1;
  const shown = isReduced ? enlarge(pixels, box, original, channels) : pixels;
  return { ...original, channels, pixels: Buffer.from(shown).toString('base64') };
}

/** Of the brightness of each pixel, in parts of its range. */
function differences({ pictures, metrics }: Study, mean: Float64Array): Float64Array {
  const [metric] = metrics;
  const residual = residualOf(metric, mean);
  const { height, width } = pictures;
  return Float64Array.from({ length: height * width }, (_, pixel) =>
    Math.abs((residual[pixel] ?? 0) / (metric.scale[pixel] ?? 1)),
  );
}

/** The mean of a pixel over some pictures, 0..1. @param at - index into one picture */
export function meanPixel({ pixels, height, width, channels }: Pictures, places: Int32Array, at: number): number {
  let sum = 0;
  for (const place of places) sum += pixels[place * height * width * channels + at] ?? 0;
  return sum / Math.max(1, places.length) / 255;
}

/** Around all pixels that differ by at least a third of the largest difference. */
function boxOf(difference: Float64Array, height: number, width: number): Box | undefined {
  const largest = difference.reduce((most, value) => Math.max(most, value), 0);
  if (largest < leastDifference) return undefined;
  let [top, left, bottom, right] = [height, width, -1, -1];
  difference.forEach((value, pixel) => {
    if (value < largest / 3) return;
    const [i, j] = [Math.floor(pixel / width), pixel % width];
    [top, left, bottom, right] = [Math.min(top, i), Math.min(left, j), Math.max(bottom, i), Math.max(right, j)];
  });
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** Below it the mean of a moving mark, or of many pictures, says nothing of a place. */
const leastDifference = 0.05;

function enlarge(pixels: Uint8Array, from: Box, to: Box, channels: number): Uint8Array {
  const result = new Uint8Array(to.height * to.width * channels);
  for (let i = 0; i < to.height; i++) {
    for (let j = 0; j < to.width; j++) {
      const row = Math.floor((i * from.height) / to.height);
      const column = Math.floor((j * from.width) / to.width);
      for (let c = 0; c < channels; c++) {
        result[(i * to.width + j) * channels + c] = pixels[(row * from.width + column) * channels + c] ?? 0;
      }
    }
  }
  return result;
}
