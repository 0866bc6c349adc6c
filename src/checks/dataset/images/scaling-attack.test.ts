import { expect, test } from 'vitest';
import { type Pixels, resample } from '#numeric/images/resample';
import { seeded } from '#numeric/random/seeded';
import { smoothPictures } from '#testkit/smooth-pictures';
import { suspectScaling } from './scaling-attack.ts';

const side = 256;
const picture = (seed: number): Pixels => ({
  width: side,
  height: side,
  channels: 1,
  pixels: smoothPictures(1, side, seed).map((value) => value),
});

/** Puts the pixels of another picture where a loader will look. */
function attack(source: Pixels, target: Uint8Array, to: number, taps: 1 | 2, corners: boolean): Pixels {
  const pixels = source.pixels.slice();
  const first = (at: number): number =>
    Math.floor(corners ? (at * side) / to : ((at + 0.5) * side) / to - (taps - 1) / 2);
  for (let y = 0; y < to; y++) {
    for (let x = 0; x < to; x++) {
      for (let v = 0; v < taps; v++) {
        for (let u = 0; u < taps; u++) pixels[(first(y) + v) * side + first(x) + u] = target[y * to + x] ?? 0;
      }
    }
  }
  return { ...source, pixels };
}

test.each([
  [64, 1, false],
  [64, 1, true],
  [64, 2, false],
  [64, 2, true],
  [96, 1, true],
  [28, 2, false],
] as const)('a picture hidden for shrinking to %s, %s samples, corners aligned: %s', (to, taps, corners) => {
  const hidden = smoothPictures(1, to, 2);
  const attacked = attack(picture(1), hidden, to, taps, corners);
  const how = taps === 1 ? 'nearest' : 'sampled-bilinear';
  // It works: a loader that samples gets the hidden picture.
  if (!corners) {
    const seen = resample(attacked, to, to, how);
    const wrong = seen.reduce((sum, value, at) => sum + Math.abs(value - (hidden[at] ?? 0)), 0) / seen.length;
    expect(wrong).toBeLessThan(2);
  }
  const suspicion = suspectScaling(attacked, [[to, to]]);
  expect(suspicion?.way).toContain(taps === 1 ? 'nearest' : 'bilinear');
  expect(suspicion).toMatchObject({ width: to, height: to });
});

test('smooth pictures, noise, checks, stripes and dots are no attack; 26 pictures, seed 3', () => {
  const sizes = [128, 96, 64, 32, 28].map((to) => [to, to] as const);
  const random = seeded(3);
  const textures: ((x: number, y: number) => number)[] = [
    () => 255 * random.uniform(),
    () => (random.uniform() < 0.1 ? 255 : 40),
    ...[2, 3, 4, 5, 8].flatMap((period) => [
      (x: number, y: number) => (x % period < period / 2 === y % period < period / 2 ? 255 : 0),
      (x: number) => (x % period < period / 2 ? 255 : 0),
    ]),
    // Dots whose period is that of the sampling do become another picture: a white one.
    ...[2, 3, 5, 8].map((period) => (x: number, y: number) => (x % period === 0 && y % period === 0 ? 255 : 0)),
  ];
  const pictures = [
    ...textures.map((paint) => ({
      ...picture(1),
      pixels: Uint8Array.from({ length: side * side }, (_, at) => paint(at % side, Math.floor(at / side))),
    })),
    ...Array.from({ length: 10 }, (_, seed) => picture(seed + 10)),
  ];
  expect(pictures.flatMap((each, at) => (suspectScaling(each, sizes) === undefined ? [] : [at]))).toEqual([]);
});

test('a picture that is not twice as large is not looked at', () => {
  expect(
    suspectScaling(picture(1), [
      [side, side],
      [200, 200],
    ]),
  ).toBeUndefined();
});
