import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileError } from '#core/errors';
import { encodings } from '#formats/parquet/decode-values';
import { buildNpy } from '#testkit/npy';
import { buildPage, buildParquetTable, type ColumnSpec, type ThriftFields } from '#testkit/parquet-table';
import { buildPngPicture } from '#testkit/png-picture';
import { buildTar } from '#testkit/tar';
import { buildZip } from '#testkit/zip-writer';
import { openImages } from './open-images.ts';
import type { OpenedImages, OpenImagesOptions } from './opened-images.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-containers-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, bytes: Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), bytes);
}

async function opened(path: string, options: OpenImagesOptions = {}): Promise<OpenedImages> {
  const images = await openImages(path, options);
  if (images.kind === 'none') throw new Error(images.why);
  return images;
}

const png = (value: number): Uint8Array => buildPngPicture({ width: 3, height: 2, colour: 0, depth: 8 }, () => value);
const npy = (descr: string, shape: string, data: ArrayBufferView, fortran = 'False'): Uint8Array =>
  buildNpy(
    `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`,
    new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );

test('WebDataset: pictures of two shards with their labels', async () => {
  const text = (words: string): Uint8Array => Buffer.from(words);
  put(
    's-0.tar',
    buildTar([
      { name: '0.png', content: png(10) },
      { name: '0.cls', content: text('7\n') },
      { name: 'deep/1.jpg.png', content: png(20) },
      { name: 'deep/1.json', content: text('{"label": "cat", "kind": 4}') },
      { name: '2.png', content: text('no picture') },
    ]),
  );
  put(
    's-1.tar',
    buildTar([
      { name: '0.png', content: png(30) },
      { name: '0.json', content: text('not JSON') },
    ]),
  );
  const { set, notes, layout } = await opened(folder);
  expect([layout, set.count]).toEqual(['webdataset', 3]);
  expect([0, 1, 2].map((row) => set.id(row))).toEqual(['s-0.tar/0.png', 's-0.tar/deep/1.jpg.png', 's-1.tar/0.png']);
  expect(set.labels).toEqual({ names: ['7', 'cat'], codes: Int32Array.of(0, 1, -1) });
  expect(await set.read([1])).toEqual(new Uint8Array(6).fill(20));
  expect(set.excluded).toEqual([
    { reason: 'the content is neither PNG, JPEG nor WebP', count: 1, rows: ['s-0.tar/2.png'] },
  ]);
  expect(notes).toEqual(['1 of 3 pictures have no label.']);
  expect((await opened(join(folder, 's-1.tar'))).set.count).toBe(1);
  expect((await opened(folder, { label: 'kind' })).set.labels?.names).toEqual(['4']);
});

test('a shard that is cut off gives what stands before, and says so', async () => {
  const whole = buildTar([
    { name: '0.png', content: png(10) },
    { name: '1.png', content: png(20) },
  ]);
  put('s.tar', whole.subarray(0, 512 + 512 + 100));
  const { set, notes } = await opened(folder);
  expect(set.count).toBe(1);
  expect(notes.join()).toMatch(/cannot be read to its end|no labels/);
});

test('npz: pictures and labels of train and test', async () => {
  const pixels = Uint8Array.from({ length: 2 * 3 * 2 }, (_, at) => at);
  put(
    'set.npz',
    buildZip([
      { name: 'x_test.npy', data: npy('|u1', '(2, 3, 2)', pixels), deflate: true },
      { name: 'y_test.npy', data: npy('|u1', '(2, 1)', Uint8Array.of(4, 4)) },
      { name: 'x_train.npy', data: npy('|u1', '(2, 3, 2)', pixels.toReversed()), deflate: true },
      { name: 'y_train.npy', data: npy('<i8', '(2,)', BigInt64Array.of(9n, 2n)) },
    ]),
  );
  const { set, part, otherParts } = await opened(join(folder, 'set.npz'));
  expect([part, otherParts, set.height, set.width, set.channels]).toEqual(['train', ['test'], 3, 2, 1]);
  expect(set.labels).toEqual({ names: ['2', '9'], codes: Int32Array.of(1, 0) });
  expect(await set.read([1])).toEqual(Uint8Array.of(5, 4, 3, 2, 1, 0));
  expect((await opened(folder, { part: 'test' })).set.labels?.names).toEqual(['4']);
});

function parquet(pictures: readonly Uint8Array[], labels: readonly number[]): Uint8Array {
  const length = (bytes: Uint8Array): Uint8Array => new Uint8Array(Uint32Array.of(bytes.length).buffer);
  const files = Buffer.concat(pictures.flatMap((bytes) => [length(bytes), bytes]));
  const codes = new Uint8Array(BigInt64Array.from(labels, BigInt).buffer);
  const count = pictures.length;
  const column = (element: ThriftFields, body: Uint8Array): ColumnSpec => ({
    element,
    values: count,
    pages: [buildPage(body, count, encodings.plain)],
  });
  const columns = [column({ 1: 6, 3: 0, 4: 'image' }, files), column({ 1: 2, 3: 0, 4: 'label' }, codes)];
  return buildParquetTable({ rows: count, columns });
}

test('Parquet: a column of pictures and one of labels, over two files of the part to train on', async () => {
  put('data/train-0.parquet', parquet([png(10), Buffer.from('no picture')], [4, 5]));
  put('data/train-1.parquet', parquet([png(20)], [5]));
  put('data/test-0.parquet', parquet([png(30)], [4]));
  const { set, layout, close } = await opened(folder);
  expect([layout, set.count, set.id(1), set.labels]).toEqual([
    'parquet',
    2,
    2,
    { names: ['4', '5'], codes: Int32Array.of(0, 1) },
  ]);
  expect(await set.read([1])).toEqual(new Uint8Array(6).fill(20));
  expect(set.excluded).toEqual([{ reason: 'the content is neither PNG, JPEG nor WebP', count: 1, rows: [1] }]);
  close();
  expect(await (await opened(folder, { part: 'test' })).set.read([0])).toEqual(new Uint8Array(6).fill(30));
  expect(await openImages(folder, { part: 'other' })).toMatchObject({ kind: 'none' });
});

test('a Parquet file that is cut, or has a changed byte, is refused by name, or read', async () => {
  const whole = parquet([png(10), png(20)], [4, 5]);
  for (let at = 0; at < whole.length; at += 5) {
    put('t.parquet', whole.subarray(0, at));
    await expect(openImages(folder)).rejects.toBeInstanceOf(FileError);
    put('t.parquet', whole.with(at, (whole[at] ?? 0) ^ 0x11));
    const outcome = await openImages(folder).catch((error: unknown) => error);
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(FileError);
  }
});

test('fractions: scaled, channels first turned, rows with NaN excluded', async () => {
  const values = Float32Array.from({ length: 3 * 3 * 2 * 2 }, (_, at) => (at % 5) / 4);
  values[13] = Number.NaN;
  put('images.npy', npy('<f4', '(3, 3, 2, 2)', values));
  put('labels.npy', npy('|b1', '(3,)', Uint8Array.of(1, 0, 1)));
  const { set, notes } = await opened(folder);
  expect(set.excluded).toEqual([{ reason: 'a value is infinite or no number', count: 1, rows: [1] }]);
  expect([set.count, set.id(1), set.labels?.names]).toEqual([2, 2, ['1']]);
  const planes = Array.from({ length: 12 }, (_, at) => Math.round(((at % 5) / 4) * 255));
  const first = [0, 1, 2, 3].flatMap((pixel) => [0, 1, 2].map((channel) => planes[channel * 4 + pixel]));
  expect([...(await set.read([0]))]).toEqual(first);
  expect(notes).toEqual(['Values of 0 to 1 were taken as black to white.']);
});

test('arrays that are no pictures say why', async () => {
  const why = async (...files: [string, Uint8Array][]): Promise<string> => {
    for (const [name, bytes] of files) put(name, bytes);
    const images = await openImages(folder);
    for (const [name] of files) rmSync(join(folder, name));
    return images.kind === 'none' ? images.why : 'pictures';
  };
  expect(await why(['a.npy', npy('<f8', '(2, 3)', new Float64Array(6))])).toBe(
    'no array has the shape of pictures; there are a [2, 3]',
  );
  expect(await why(['a.npy', npy('<f8', '(1, 2, 2)', Float64Array.of(0, 0, 900, 3))])).toMatch('neither in 0..1');
  expect(await why(['a.npy', npy('|u1', '(2, 2, 2)', new Uint8Array(8), 'True')])).toMatch('no arrays of numbers');
  put('a.npy', npy('|u1', '(2, 2, 2)', new Uint8Array(7)));
  await expect(openImages(folder)).rejects.toMatchObject({ code: 'FORMAT_TRUNCATED' });
});
