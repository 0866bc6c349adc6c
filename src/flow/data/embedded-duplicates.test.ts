// Copies of pictures that are moved or mirrored, planted among others.
import { describe, expect, test } from 'vitest';
import { amplitudes, spectrumMaker } from '#checks/dataset/images/amplitude-spectrum';
import { registeredCorrelation } from '#checks/dataset/images/registered-correlation';
import type { ImageSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { embedSpectra } from './embed-spectra.ts';
import { findEmbeddedDuplicates } from './embedded-duplicates.ts';

const side = 20;

/** A few bright blobs at random places, away from the border. */
function blobs(seed: number, count: number): Uint8Array {
  const random = seeded(seed);
  const pixels = new Uint8Array(count * side * side);
  for (let row = 0; row < count; row++) {
    for (let blob = 0; blob < 5; blob++) {
      const [y, x, size, light] = [
        5 + random.integer(9),
        5 + random.integer(9),
        1 + random.integer(3),
        80 + random.integer(170),
      ];
      for (let dy = -size; dy <= size; dy++)
        for (let dx = -size; dx <= size; dx++) {
          const at = row * side * side + (y + dy) * side + x + dx;
          if (dy * dy + dx * dx <= size * size) pixels[at] = Math.max(pixels[at] ?? 0, light);
        }
    }
  }
  return pixels;
}

function moved(picture: Uint8Array, down: number, right: number, mirrored: boolean): Uint8Array {
  return picture.map((_, at) => {
    const [y, x] = [Math.floor(at / side) - down, (at % side) - right];
    const column = mirrored ? side - 1 - x : x;
    return y < 0 || y >= side || column < 0 || column >= side ? 0 : (picture[y * side + column] ?? 0);
  });
}

function setOf(pixels: Uint8Array): ImageSet {
  const size = side * side;
  const count = pixels.length / size;
  const read = async (rows: ArrayLike<number>): Promise<Uint8Array> => {
    const block = new Uint8Array(rows.length * size);
    for (let at = 0; at < rows.length; at++)
      block.set(pixels.subarray((rows[at] ?? 0) * size, ((rows[at] ?? 0) + 1) * size), at * size);
    return block;
  };
  const labels = { names: ['a', 'b'], codes: Int32Array.from({ length: count }, (_, row) => row % 2) };
  return {
    kind: 'images',
    count,
    id: (row) => row,
    labels,
    excluded: [],
    height: side,
    width: side,
    channels: 1,
    read,
  };
}

test('planted copies are found with their movement, and no other pair', async () => {
  const pixels = blobs(3, 400);
  const size = side * side;
  const plan = Array.from({ length: 20 }, (_, at) => ({
    to: 399 - at,
    from: 7 * at,
    down: (at % 7) - 3,
    right: ((2 * at) % 7) - 3,
    mirrored: at % 3 === 0,
  })).filter(({ down, right, mirrored }) => mirrored || down !== 0 || right !== 0);
  for (const { to, from, down, right, mirrored } of plan)
    pixels.set(moved(pixels.subarray(from * size, (from + 1) * size), down, right, mirrored), to * size);
  const set = setOf(pixels);
  const { pairs, findings } = await findEmbeddedDuplicates(set, await embedSpectra(set, 1));
  const planted = new Set(plan.map(({ to, from }) => `${to} ${from}`));
  const hits = pairs.filter(({ rows }) => planted.has(rows.join(' ')));
  expect(hits.length).toBeGreaterThanOrEqual(plan.length - 2);
  expect(pairs.length - hits.length).toBe(0);
  expect(findings.map(({ kind }) => kind)).toEqual(['shifted-copies', 'shifted-copies-other-label']);
  expect(findings[0]?.text).toMatch(/pixels (up|down)/);
});

test('clean pictures have none; copies where they stand are not among them', async () => {
  const pixels = blobs(4, 400);
  pixels.copyWithin(399 * side * side, 0, side * side);
  const set = setOf(pixels);
  expect((await findEmbeddedDuplicates(set, await embedSpectra(set, 1))).pairs).toEqual([]);
});

describe('laying one over the other', () => {
  const picture = Float32Array.from(blobs(9, 1));
  const other = Float32Array.from(moved(blobs(9, 1), 2, -3, true));

  test('finds how it was moved', () => {
    const found = registeredCorrelation(other, picture, { height: side, width: side }, 4);
    expect(found).toMatchObject({ down: 2, right: -3, mirrored: true });
    expect(found.correlation).toBeGreaterThan(0.999);
  });

  test('two pictures of one colour are alike in nothing', () => {
    const flat = new Float32Array(side * side).fill(7);
    expect(registeredCorrelation(flat, flat, { height: side, width: side }, 2).correlation).toBeLessThanOrEqual(0);
  });
});

test('amplitudes stay when a picture moves within an empty border, and when it is mirrored', () => {
  const maker = spectrumMaker(side, side);
  const of = (picture: Uint8Array): Float32Array => {
    const into = new Float32Array(amplitudes);
    maker.write(Float32Array.from(picture), into);
    return into;
  };
  const [one = 0] = [of(blobs(9, 1)), of(moved(blobs(9, 1), 1, -1, true))]
    .map((a, at, [first]) => a.reduce((sum, value, place) => sum + value * ((at === 0 ? a : first)?.[place] ?? 0), 0))
    .slice(1);
  expect(one).toBeGreaterThan(0.9999);
  const [other = 0] = [of(blobs(10, 1))].map((a) =>
    a.reduce((sum, value, place) => sum + value * (of(blobs(9, 1))[place] ?? 0), 0),
  );
  expect(other).toBeLessThan(0.99);
});
