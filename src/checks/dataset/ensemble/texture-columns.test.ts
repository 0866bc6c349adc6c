import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import type { Pictures } from './read-pictures.ts';
import { coarseColumns, textureColumns, textureWidth } from './texture-columns.ts';

function picturesOf(pixels: Uint8Array, side: number, channels: 1 | 3 = 1): Pictures {
  const count = pixels.length / (side * side * channels);
  const none = new Int32Array(count);
  return {
    count,
    height: side,
    width: side,
    channels,
    pixels,
    rows: none,
    labels: none,
    classes: new Int32Array(1),
    scale: { down: 1, across: 1 },
  };
}

test('a picture moved by half a pixel along its lines lacks fine differences along them, and across them nothing', () => {
  const random = seeded(1);
  const sharp = Uint8Array.from({ length: 256 }, () => random.integer(256));
  const moved = sharp.map((value, at) => ((value + (sharp[at % 16 === 15 ? at : at + 1] ?? 0)) / 2) | 0);
  const [before, after] = [textureColumns(picturesOf(sharp, 16)), textureColumns(picturesOf(moved, 16))];
  const change = (kind: number): number => {
    let sum = 0;
    for (let at = kind; at < before.length; at += 7) sum += ((after[at] ?? 0) - (before[at] ?? 0)) / 16;
    return sum;
  };
  // Halves of neighbours: a frequency w is weakened by cos(w / 2), so that fourth differences lose more than second ones.
  expect(change(0)).toBeLessThan(-0.4);
  expect(change(3)).toBeLessThan(-0.2);
  expect(Math.abs(change(1))).toBeLessThan(0.2);
  expect(Math.abs(change(4))).toBeLessThan(0.2);
});

test('an even picture has no texture, and colours count by their mean', () => {
  expect(new Set(textureColumns(picturesOf(new Uint8Array(144).fill(200), 12)))).toEqual(new Set([0]));
  const grey = Uint8Array.from({ length: 64 }, (_, at) => at * 3);
  const coloured = Uint8Array.from({ length: 192 }, (_, at) => (grey[Math.floor(at / 3)] ?? 0) + (at % 3) - 1);
  coloured.set([0, 0, 0]);
  expect(textureColumns(picturesOf(coloured, 8, 3))).toEqual(textureColumns(picturesOf(grey, 8)));
});

test('means of 2 x 2 pixels', () => {
  const pixels = Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? 255 : 0));
  expect(Array.from(coarseColumns(picturesOf(pixels, 4)))).toEqual([0.25, 0, 0, 0]);
});

test('numbers for all pixels, columns for all sizes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 13 }), fc.constantFrom(1 as const, 3 as const), fc.nat(), (side, c, seed) => {
      const random = seeded(seed);
      const pixels = Uint8Array.from({ length: 2 * side * side * c }, () => 255 * random.integer(2));
      const pictures = picturesOf(pixels, side, c);
      const columns = textureColumns(pictures);
      expect(columns.length).toBe(2 * textureWidth(pictures));
      expect(textureWidth(pictures) === 0).toBe(side < 8);
      expect(columns.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
