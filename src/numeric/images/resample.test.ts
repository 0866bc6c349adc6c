import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Resampler, resample } from './resample.ts';

const all: readonly Resampler[] = ['area', 'bilinear', 'nearest', 'sampled-bilinear', 'sampled-bicubic'];
const grey = (width: number, height: number, ...pixels: number[]) => ({
  width,
  height,
  channels: 1,
  pixels: Uint8Array.from(pixels),
});

test('area takes the mean, parts of pixels by their part', () => {
  expect(resample(grey(4, 2, 0, 10, 100, 200, 20, 30, 0, 0), 2, 1, 'area')).toEqual(Uint8Array.of(15, 75));
  expect(resample(grey(3, 1, 0, 90, 180), 2, 1, 'area')).toEqual(Uint8Array.of(30, 150));
});

test('nearest and the sampled forms look at few pixels', () => {
  const wide = grey(8, 1, 1, 2, 3, 4, 5, 6, 7, 8);
  expect(resample(wide, 2, 1, 'nearest')).toEqual(Uint8Array.of(3, 7));
  expect(resample(wide, 2, 1, 'sampled-bilinear')).toEqual(Uint8Array.of(3, 7));
  expect(resample(grey(2, 1, 0, 100), 4, 1, 'sampled-bilinear')).toEqual(Uint8Array.of(0, 25, 75, 100));
});

test('what has one colour keeps it, whatever the sizes and the way', () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(side, side, side, side, fc.constantFrom(...all), fc.nat(255), (w, h, tw, th, how, value) => {
      const pixels = new Uint8Array(w * h * 3).fill(value);
      expect(resample({ width: w, height: h, channels: 3, pixels }, tw, th, how)).toEqual(
        new Uint8Array(tw * th * 3).fill(value),
      );
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('a picture one pixel wide and very high costs its pixels, not its height times the new width', () => {
  const pixels = new Uint8Array(4_000_000).fill(7);
  expect(resample({ width: 1, height: 4_000_000, channels: 1, pixels }, 224, 224, 'area')).toHaveLength(224 * 224);
});
