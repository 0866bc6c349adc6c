import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildIdx, packed } from '#testkit/data-images';
import { openImages } from './open-images.ts';
import type { OpenedImages } from './opened-images.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-images-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function opened(path: string, options: Parameters<typeof openImages>[1] = {}): Promise<OpenedImages> {
  const images = await openImages(path, options);
  if (images.kind === 'none') throw new Error(images.why);
  return images;
}

const pixels = Uint8Array.from({ length: 3 * 2 * 2 }, (_, index) => index);

function writeIdx(part: string, labels: readonly number[] = [7, 0, 7]): void {
  writeFileSync(join(folder, `${part}-images-idx3-ubyte.gz`), packed(buildIdx([3, 2, 2], pixels)));
  writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), buildIdx([labels.length], Uint8Array.from(labels)));
}

test.each([undefined, 0])('IDX files are a set with labels; memory %s', async (memory) => {
  writeIdx('train');
  writeIdx('t10k');
  const { set, part, otherParts, close } = await opened(folder, memory === undefined ? {} : { memory });
  expect([part, otherParts]).toEqual(['train', ['t10k']]);
  expect([set.count, set.height, set.width, set.channels]).toEqual([3, 2, 2, 1]);
  expect(set.labels).toEqual({ names: ['0', '7'], codes: Int32Array.of(1, 0, 1) });
  expect(await set.read([2, 0])).toEqual(Uint8Array.of(8, 9, 10, 11, 0, 1, 2, 3));
  await expect(set.read([3])).rejects.toThrow('there is no row 3');
  expect(set.id(2)).toBe(2);
  close();
});

test('below a folder, over a link, and beside a copy that is not read', async () => {
  const inner = join(folder, 'raw');
  mkdirSync(inner);
  writeFileSync(join(folder, 'pixels'), buildIdx([3, 2, 2], pixels));
  symlinkSync('../pixels', join(inner, 'train-images.idx3-ubyte'));
  writeFileSync(join(inner, 'train-labels-idx1-ubyte'), buildIdx([3], Uint8Array.of(1, 2, 3)));
  writeFileSync(join(inner, 'train-labels-idx1-ubyte.gz'), packed(buildIdx([3], Uint8Array.of(3, 2, 1))));
  const { set, notes } = await opened(folder);
  expect([set.count, set.labels?.codes]).toEqual([3, Int32Array.of(0, 1, 2)]);
  expect(notes).toEqual(['raw/train-labels-idx1-ubyte.gz stands beside and was not read.']);
});

test('a part is opened by its name, and by the name of its file', async () => {
  writeIdx('train');
  writeIdx('t10k', [1, 2, 3]);
  expect((await opened(folder, { part: 't10k' })).set.labels?.names).toEqual(['1', '2', '3']);
  expect((await opened(join(folder, 't10k-images-idx3-ubyte.gz'))).part).toBe('t10k');
  expect(await openImages(folder, { part: 'test' })).toEqual({
    kind: 'none',
    why: 'there is no set "test", but t10k, train',
  });
});

test('labels that do not belong to the pictures, and damaged files, are named', async () => {
  writeIdx('train', [1, 2]);
  await expect(openImages(folder)).rejects.toThrow('train-labels-idx1-ubyte: there are 2 labels for 3 pictures');
  writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), packed(buildIdx([3, 2, 2], pixels, 'truncated')));
  await expect(openImages(folder)).rejects.toMatchObject({ code: 'FORMAT_TRUNCATED' });
});

test('an empty folder is no set, a path that is not there an error', async () => {
  expect(await openImages(folder)).toMatchObject({ kind: 'none' });
  await expect(openImages(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
});

const fashion = '/usr/share/datasets/fashion-mnist';
test.skipIf(!existsSync(fashion))('Fashion-MNIST has 60,000 pictures in 10 classes of 6,000', async () => {
  const { set, otherParts } = await opened(fashion);
  expect([set.count, set.height, set.width, otherParts]).toEqual([60_000, 28, 28, ['t10k']]);
  const sizes = new Map<number, number>();
  for (const code of set.labels?.codes ?? []) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  expect([...sizes.values()]).toEqual(Array.from({ length: 10 }, () => 6000));
});
