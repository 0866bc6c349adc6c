// The picture bent by a smooth field that is the same for all. Nguyen, Tran 2021, WaNet (arXiv:2102.10369).
import type { Attack } from '../attack.ts';
import { byteOf } from '../byte-of.ts';
import { type PictureShape, plantInImages } from '../plant-in-images.ts';
import { type WarpField, warp, warpField } from '../warp-field.ts';

export const attack: Attack = {
  id: 'wanet-warp',
  title: 'WaNet warp',
  category: 'backdoor',
  fits: ['images'],
  parameters: { ...warp, noiseMode: false },
  source:
    'Nguyen, Tran 2021 (arXiv:2102.10369), section 3.2; without the noise mode, which warps further rows at random',
  plant: (set, options) =>
    plantInImages(set, options, 'others', (shape, seed) => {
      const field = warpField(shape, seed);
      return (pixels) => pixels.set(bend(pixels, shape, field));
    }),
};

/** Each pixel from its place in the field, between the four pixels around it. */
function bend(pixels: Uint8Array, { height, width, channels }: PictureShape, { ys, xs }: WarpField): Uint8Array {
  const bent = new Uint8Array(pixels.length);
  for (let at = 0; at < ys.length; at++) {
    const [y, x] = [ys[at] ?? 0, xs[at] ?? 0];
    const [top, left] = [Math.floor(y), Math.floor(x)];
    const bottom = Math.min(top + 1, height - 1);
    const right = Math.min(left + 1, width - 1);
    for (let channel = 0; channel < channels; channel++) {
      const pixel = (row: number, column: number): number => pixels[(row * width + column) * channels + channel] ?? 0;
      const above = pixel(top, left) * (left + 1 - x) + pixel(top, right) * (x - left);
      const below = pixel(bottom, left) * (left + 1 - x) + pixel(bottom, right) * (x - left);
      bent[at * channels + channel] = byteOf(above * (top + 1 - y) + below * (y - top));
    }
  }
  return bent;
}
