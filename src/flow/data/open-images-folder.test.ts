import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildJpegPicture, buildWebpPicture, paint } from '#testkit/coded-picture';
import { buildPngPicture, buildPromisedPng } from '#testkit/png-picture';
import { smoothPictures } from '#testkit/smooth-pictures';
import { assemblePictures } from './assemble-pictures.ts';
import { examineImageQuality } from './examine-image-quality.ts';
import { openImages } from './open-images.ts';
import type { OpenedImages, OpenImagesOptions } from './opened-images.ts';
import { Exclusions } from './picture-entries.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-pictures-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

async function opened(options: OpenImagesOptions = {}): Promise<OpenedImages> {
  const images = await openImages(folder, options);
  if (images.kind === 'none') throw new Error(images.why);
  return images;
}

async function why(): Promise<string> {
  const images = await openImages(folder);
  return images.kind === 'none' ? images.why : 'there are pictures';
}

const grey = (value: number, width = 4, height = 4): Uint8Array =>
  buildPngPicture({ width, height, colour: 0, depth: 8 }, () => value);
const red = paint(4, 4, () => [200, 10, 10]);

function labelsOf({ set }: OpenedImages): Record<string, string | undefined> {
  const names = Array.from({ length: set.count }, (_, row) => String(set.id(row)));
  return Object.fromEntries(names.map((name, row) => [name, set.labels?.names[set.labels.codes[row] ?? -1]]));
}

test('class folders of PNG, JPEG and WebP; grey becomes colour, other sizes the commonest one', async () => {
  put('cat/a.png', grey(50));
  put('cat/deep/b.png', grey(60));
  put('dog/c.jpg', await buildJpegPicture(red, { quality: 100 }));
  put('dog/d.webp', await buildWebpPicture(red, { lossless: 1, exact: 1 }));
  put('dog/e.png', grey(90, 8, 8));
  put('.DS_Store', 'x');
  const images = await opened();
  const { set } = images;
  expect([set.count, set.width, set.height, set.channels]).toEqual([5, 4, 4, 3]);
  expect(labelsOf(images)).toEqual({
    'cat/a.png': 'cat',
    'cat/deep/b.png': 'cat',
    'dog/c.jpg': 'dog',
    'dog/d.webp': 'dog',
    'dog/e.png': 'dog',
  });
  const pixels = await set.read([0, 3, 4]);
  expect([...pixels.subarray(0, 3), ...pixels.subarray(48, 51), ...pixels.subarray(96, 99)]).toEqual([
    50, 50, 50, 200, 10, 10, 90, 90, 90,
  ]);
  expect(images.notes).toEqual([
    '1 of 5 pictures of other sizes: resampled to 4 x 4, by the mean of areas where that makes them smaller, else bilinear.',
    '3 of 5 pictures in grey: kept as colour, as others are coloured.',
  ]);
  expect([...(set.originals?.sizes ?? [])].slice(-2)).toEqual([8, 8]);
  expect(await set.originals?.read(4)).toMatchObject({ width: 8, height: 8, channels: 1 });
});

test('what cannot be used is named and counted', async () => {
  const whole = grey(1);
  put('a/ok.png', whole);
  put('a/cut.png', whole.subarray(0, 40));
  put('a/empty.png', '');
  put('a/text.png', 'this is no picture');
  put('a/flipped.png', whole.with(20, 77));
  put('b/pixel.png', grey(1, 1, 1));
  put('b/giant.png', buildPromisedPng(30_000, 30_000));
  put('notes.txt', 'about');
  symlinkSync('/etc/hostname', join(folder, 'b/outside.png'));
  const { set } = await opened();
  expect(set.count).toBe(1);
  expect(set.excluded).toContainEqual({ reason: 'the picture is a single pixel', count: 1, rows: ['b/pixel.png'] });
  expect(set.excluded).toContainEqual({ reason: 'the file is no picture', count: 1, rows: ['notes.txt'] });
  const total = set.excluded.reduce((sum, { count }) => sum + count, 0);
  expect(total).toBe(8);
});

test('a flat folder has no labels, a list gives them', async () => {
  for (const name of ['1.png', '2.png', '3.png']) put(name, grey(9));
  const flat = await opened();
  expect([flat.set.labels, flat.notes]).toEqual([undefined, ['There are no labels.']]);
  put('labels.csv', 'image,split,label\n1.png,x,ten\n./2.png,x,"two, or so"\n');
  const listed = await opened();
  expect(labelsOf(listed)).toEqual({ '1.png': 'ten', '2.png': 'two, or so', '3.png': undefined });
  expect(listed.notes).toEqual(['Labels are those of labels.csv.', '1 of 3 pictures have no label.']);
  rmSync(join(folder, 'labels.csv'));
  put(
    'metadata.jsonl',
    '{"file_name": "1.png", "label": 4, "kind": "k"}\n{"file_name": "2.png", "label": 10, "kind": "l"}\n',
  );
  expect((await opened()).set.labels?.names).toEqual(['4', '10']);
  expect((await opened({ label: 'kind' })).set.labels?.names).toEqual(['k', 'l']);
});

test('a file that is another one when its picture is decoded is excluded', async () => {
  const bytes = [grey(1), grey(1, 5, 5)];
  const exclusions = new Exclusions();
  const entries = [
    { id: 'a', size: 10, read: () => grey(2) },
    { id: 'b', size: 10, read: () => bytes.shift() ?? new Uint8Array(0) },
  ];
  const made = await assemblePictures(entries, exclusions, { memory: 1 });
  const reason = 'the file changed while it was being read';
  expect([made?.count, exclusions.list()]).toEqual([1, [{ reason, count: 1, rows: ['b'] }]]);
});

test('train and test are parts, not classes', async () => {
  for (const name of ['train/cat/1.png', 'train/dog/2.png', 'test/cat/3.png']) put(name, grey(9));
  const train = await opened();
  expect([train.part, train.otherParts, labelsOf(train)]).toEqual([
    'train',
    ['test'],
    { 'train/cat/1.png': 'cat', 'train/dog/2.png': 'dog' },
  ]);
  expect(labelsOf(await opened({ part: 'test' }))).toEqual({ 'test/cat/3.png': 'cat' });
  put('bird/4.png', grey(9));
  expect((await opened()).set.labels?.names).toEqual(['bird', 'test', 'train']);
});

test('a folder that is no set of pictures says why', async () => {
  expect(await why()).toBe('none of 0 files is a picture in PNG, JPEG or WebP');
  put('a.csv', 'x');
  put('b.csv', 'x');
  put('c.png', grey(1));
  expect(await why()).toBe('1 files are pictures, 2 are something else');
  rmSync(join(folder, 'a.csv'));
  rmSync(join(folder, 'b.csv'));
  put('c.png', 'damaged');
  expect(await why()).toBe('no picture can be used: the content is neither PNG, JPEG nor WebP (1)');
});

test('a picture that a loader would turn into another one is found in the size in which it is stored', async () => {
  const hidden = smoothPictures(1, 32, 1);
  const shown = smoothPictures(1, 128, 2);
  const attack = (x: number, y: number): number => {
    const sampled = x % 4 === 2 && y % 4 === 2;
    return (sampled ? hidden[(y >> 2) * 32 + (x >> 2)] : shown[y * 128 + x]) ?? 0;
  };
  for (let index = 0; index < 30; index++) put(`a/${index}.png`, grey(index, 32, 32));
  put(
    'a/large.png',
    buildPngPicture({ width: 128, height: 128, colour: 0, depth: 8 }, (x, y) => shown[y * 128 + x] ?? 0),
  );
  put('a/evil.png', buildPngPicture({ width: 128, height: 128, colour: 0, depth: 8 }, attack));
  const { set } = await opened();
  const { findings, scaling } = await examineImageQuality(set);
  expect(scaling.looked).toBe(2);
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'scaling-attack', count: 1, rows: ['a/evil.png'] }));
  rmSync(join(folder, 'a/large.png'));
  expect((await examineImageQuality(set)).limitations).toEqual([
    '1 pictures could not be read again in the size in which they are stored.',
  ]);
});

test('more pictures than memory go to a scratch file', async () => {
  for (let index = 0; index < 20; index++) put(`${String(index).padStart(2, '0')}.png`, grey(index * 10));
  const { set, close } = await opened({ memory: 1 });
  expect((await set.read([19, 3])).subarray(15, 17)).toEqual(Uint8Array.of(190, 30));
  close();
});
