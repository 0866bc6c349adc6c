import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ImageSet } from '#core/dataset/data-set';
import { seeded } from '#numeric/random/seeded';
import { smoothPictures } from '#testkit/smooth-pictures';
import { examineImageQuality } from './examine-image-quality.ts';
import { openImages } from './open-images.ts';

const side = 24;
const size = side * side;

function setOf(pixels: Uint8Array, codes?: Int32Array, names: readonly string[] = ['a', 'b']): ImageSet {
  return {
    kind: 'images',
    count: pixels.length / size,
    height: side,
    width: side,
    channels: 1,
    id: (row) => row,
    excluded: [],
    read: async (rows) =>
      new Uint8Array(Buffer.concat(Array.from(rows, (row) => pixels.subarray(row * size, (row + 1) * size)))),
    ...(codes === undefined ? {} : { labels: { names, codes } }),
  };
}

/** Noise of this standard deviation, another brightness and contrast. */
function altered(picture: Uint8Array, noise: number, seed: number): Uint8Array {
  const random = seeded(seed);
  return picture.map((value) => Math.max(0, Math.min(255, 25.6 + 0.8 * value + noise * random.normal())));
}

test('no finding on 1,500 pictures of which no two are alike; seed 1', async () => {
  const codes = Int32Array.from({ length: 1500 }, (_, row) => row % 2);
  const { findings, limitations, properties } = await examineImageQuality(setOf(smoothPictures(1500, side, 1), codes));
  expect([findings, limitations]).toEqual([[], []]);
  expect(properties.brightness).toHaveLength(1500);
});

test('40 copies, 40 altered pictures, 10 contradictions and 20 leaks of 1,500: all found, nothing else; seed 2', async () => {
  const clean = smoothPictures(1500, side, 2);
  const picture = (row: number): Uint8Array => clean.subarray(row * size, (row + 1) * size);
  const copies = Array.from({ length: 40 }, (_, at) => picture(at * 3));
  const near = Array.from({ length: 40 }, (_, at) => altered(picture(500 + at * 3), 2, at));
  const pixels = new Uint8Array(Buffer.concat([clean, ...copies, ...near]));
  const codes = new Int32Array(1580);
  for (const row of [1500, 1501, 1502, 1503, 1504, 1540, 1541, 1542, 1543, 1544]) codes[row] = 1;
  const held = Array.from({ length: 20 }, (_, at) =>
    at < 5 ? picture(900 + at) : altered(picture(900 + at), 2, 99 + at),
  );
  const other = setOf(new Uint8Array(Buffer.concat([smoothPictures(300, side, 3), ...held])));
  const quality = await examineImageQuality(setOf(pixels, codes), { other: { name: 'test', set: other } });
  const alter = (at: number): [number, number] => [1540 + at, 500 + at * 3];
  expect(quality.repeated).toEqual(Array.from({ length: 40 }, (_, at) => [at * 3, 1500 + at]));
  expect(quality.near.map(({ rows }) => rows).sort((a, b) => a[0] - b[0])).toEqual(
    Array.from({ length: 40 }, (_, at) => alter(at)),
  );
  expect(quality.conflicts.map(({ rows }) => rows[0]).sort()).toEqual([
    1500, 1501, 1502, 1503, 1504, 1540, 1541, 1542, 1543, 1544,
  ]);
  expect(quality.conflicts.map(({ correlation }) => correlation)).toEqual(
    quality.conflicts.map(({ correlation }) => correlation).sort((a, b) => b - a),
  );
  expect(quality.leaks.map(({ rows }) => rows).sort((a, b) => a[0] - b[0])).toEqual(
    Array.from({ length: 20 }, (_, at) => [900 + at, 300 + at]),
  );
  const kinds = quality.findings.filter(({ kind }) => !kind.startsWith('unusual-'));
  expect(kinds.map(({ kind, count }) => [kind, count])).toEqual([
    ['repeated-pictures', 40],
    ['near-duplicates', 40],
    ['contradicting-labels', 20],
    ['leakage', 20],
  ]);
});

test('ten thousand copies of one picture, and pictures of one colour, cost no comparison of all with all', async () => {
  const one = smoothPictures(1, side, 4);
  const flat = Array.from({ length: 200 }, (_, at) => new Uint8Array(size).fill(at));
  const pixels = new Uint8Array(Buffer.concat([...Array.from({ length: 10_000 }, () => one), ...flat]));
  const { repeated, near } = await examineImageQuality(setOf(pixels));
  expect([repeated.length, repeated[0]?.length, near]).toEqual([1, 10_000, []]);
});

test('a white, a noisy and a dull picture of 100 are unusual in their class; another set of another size is compared', async () => {
  const pixels = smoothPictures(100, side, 5);
  const random = seeded(6);
  for (let at = 0; at < size; at++) {
    pixels[at] = 250 + (at % 3);
    pixels[size + at] = 255 * random.uniform();
    pixels[2 * size + at] = 120 + (at % 5);
  }
  const large = new Uint8Array(100 * 4 * size);
  for (let at = 0; at < large.length; at++) {
    const [x, y] = [at % (2 * side), Math.floor(at / (2 * side)) % (2 * side)];
    large[at] = pixels[Math.floor(at / (4 * size)) * size + (y >> 1) * side + (x >> 1)] ?? 0;
  }
  const other: ImageSet = { ...setOf(new Uint8Array(0)), count: 100, height: 2 * side, width: 2 * side };
  const read = async (rows: ArrayLike<number>): Promise<Uint8Array> =>
    new Uint8Array(Buffer.concat(Array.from(rows, (row) => large.subarray(row * 4 * size, (row + 1) * 4 * size))));
  const { findings } = await examineImageQuality(setOf(pixels), { other: { name: 'twice', set: { ...other, read } } });
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'unusual-brightness', rows: [0] }));
  expect(findings.find(({ kind }) => kind === 'unusual-sharpness')?.rows).toContain(1);
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'leakage', count: 100 }));
});

test('progress never falls, and an aborted signal ends the work', async () => {
  const set = setOf(smoothPictures(40, side, 8));
  const shares: number[] = [];
  await examineImageQuality(set, { onProgress: (share) => shares.push(share) });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  await expect(examineImageQuality(set, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

const fashion = '/usr/share/datasets/fashion-mnist';
test.skipIf(!existsSync(fashion) || process.env.ASSAY_SLOW === undefined)(
  '60,000 pictures of clothes (ASSAY_SLOW): 300 planted near-duplicates of noise 4 are found, fewer than 250 others; seed 7',
  async () => {
    const images = await openImages(fashion);
    if (images.kind === 'none') throw new Error(images.why);
    const { set } = images;
    const rows = Array.from({ length: 60_000 }, (_, row) => row);
    const clean = await set.read(rows);
    const planted = Array.from({ length: 300 }, (_, at) => altered(clean.subarray(at * 784, (at + 1) * 784), 4, at));
    const pixels = new Uint8Array(Buffer.concat([clean, ...planted]));
    const read = async (wanted: ArrayLike<number>): Promise<Uint8Array> =>
      new Uint8Array(Buffer.concat(Array.from(wanted, (row) => pixels.subarray(row * 784, (row + 1) * 784))));
    const { labels: _, ...rest } = set;
    const { near } = await examineImageQuality({ ...rest, count: 60_300, read });
    const found = near.filter(({ rows: [row, first] }) => row >= 60_000 && row - 60_000 === first);
    expect(found.length).toBeGreaterThanOrEqual(290);
    expect(near.length - found.length).toBeLessThan(250);
  },
);
