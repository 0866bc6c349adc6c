// Repeated patterns: planted ones are found picture by picture, and nothing is said of noise, watermarks or copies. Seed 5.
import { expect, test } from 'vitest';
import { seeded } from '#numeric/random/seeded';
import { type JudgedPattern, judgeRepeated } from './judge-repeated.ts';
import type { Pictures } from './read-pictures.ts';
import { groupWindows } from './repeated-patterns.ts';
import { findRepeatedWindows } from './repeated-windows.ts';

const side = 16;
const size = side * side;
const count = 1200;

/** Three classes of a bright bar at another height each, on an even ground, with noise in the bar. */
function pictures(plant: (pixels: Uint8Array, labels: Int32Array) => void): Pictures {
  const random = seeded(5);
  const labels = Int32Array.from({ length: count }, (_, place) => place % 3);
  const pixels = new Uint8Array(count * size);
  for (let place = 0; place < count; place += 1) {
    const top = 3 + (place % 3) * 3;
    const shift = random.integer(4);
    for (let row = top; row < top + 3; row += 1)
      for (let column = 2 + shift; column < 11 + shift; column += 1)
        pixels[place * size + row * side + column] = 120 + random.integer(120);
  }
  plant(pixels, labels);
  const rows = Int32Array.from({ length: count }, (_, place) => place);
  const classes = Int32Array.of(0, 1, 2);
  return {
    count,
    height: side,
    width: side,
    channels: 1,
    pixels,
    rows,
    labels,
    classes,
    scale: { down: 1, across: 1 },
  };
}

function stamp(pixels: Uint8Array, place: number, top: number, left: number): void {
  for (let row = 0; row < 3; row += 1)
    for (let column = 0; column < 3; column += 1)
      pixels[place * size + (top + row) * side + left + column] = (row + column) % 2 === 0 ? 255 : 0;
}

async function judged(set: Pictures, conflict?: Uint8Array): Promise<readonly JudgedPattern[]> {
  const windows = await findRepeatedWindows(set, async () => {});
  return judgeRepeated(set, groupWindows(windows, set.count), conflict);
}

const planted = Array.from({ length: 12 }, (_, at) => 1 + at * 30);
const conflictOf = (places: readonly number[]): Uint8Array =>
  Uint8Array.from({ length: count }, (_, place) => (places.includes(place) || place % 50 === 7 ? 1 : 0));

test('nothing in noise', async () => {
  expect(await judged(pictures(() => {}))).toEqual([]);
  expect(
    await judged(
      pictures(() => {}),
      conflictOf([]),
    ),
  ).toEqual([]);
});

test('a patch with a changed label, at one place', async () => {
  const set = pictures((pixels, labels) => {
    for (const place of planted) {
      stamp(pixels, place, 12, 12);
      labels[place] = 0;
    }
  });
  const [found, ...more] = await judged(set, conflictOf(planted));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ class: 0, kind: 'conflict' });
  expect([...(found?.places ?? [])]).toEqual(planted);
  const { top = 0, left = 0, height = 0, width = 0 } = found?.pattern.region ?? {};
  expect([top <= 12, left <= 12, top + height >= 15, left + width >= 15]).toEqual([true, true, true, true]);
});

test('a patch that moves', async () => {
  const random = seeded(6);
  const set = pictures((pixels, labels) => {
    for (const place of planted) {
      stamp(pixels, place, random.integer(14), random.integer(14));
      labels[place] = 2;
    }
  });
  const [found] = await judged(set, conflictOf(planted));
  expect(found).toMatchObject({ class: 2, kind: 'conflict' });
  expect([...(found?.places ?? [])]).toEqual(planted);
});

test('a patch on pictures of the right class, without anybody who knows the content', async () => {
  const own = planted.map((place) => place - (place % 3));
  const set = pictures((pixels) => {
    for (const place of own) stamp(pixels, place, 12, 12);
  });
  const [found, ...more] = await judged(set);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ class: 0, kind: 'independent' });
  expect([...(found?.places ?? [])]).toEqual(own);
});

test('one that turns each class into the next', async () => {
  const set = pictures((pixels, labels) => {
    for (let at = 0; at < 30; at += 1) {
      const place = at * 31;
      stamp(pixels, place, 0, 12);
      labels[place] = ((labels[place] ?? 0) + 1) % 3;
    }
  });
  const places = Array.from({ length: 30 }, (_, at) => at * 31);
  const [found] = await judged(set, conflictOf(places));
  expect(found?.class).toBeUndefined();
  expect([...(found?.places ?? [])]).toEqual(places);
});

test('a watermark in all classes and copies of a picture are none', async () => {
  const marked = pictures((pixels) => {
    for (let place = 0; place < count; place += 9) stamp(pixels, place + (place % 2), 12, 0);
  });
  expect(await judged(marked, conflictOf([]))).toEqual([]);
  const copied = pictures((pixels) => {
    for (let at = 1; at < 20; at += 1) pixels.copyWithin(at * 3 * size, 0, size);
  });
  expect(await judged(copied, conflictOf([]))).toEqual([]);
});
