import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDataSet } from './open-data-set.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-open-data-'));
afterAll(() => rmSync(base, { recursive: true }));

function folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(base, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return join(base, name);
}

test('a table', async () => {
  const path = join(folder('table', { 'a.csv': 'x,y\n1,a\n' }), 'a.csv');
  expect(await openDataSet(path, { label: 'y' })).toMatchObject({ kind: 'table', count: 1 });
});

test('texts in folders of classes', async () => {
  const path = folder('mail', {
    'spam/1.eml': 'Buy now',
    'spam/2.7c53336b': 'Buy later',
    'ham/deep/1.txt': 'Hello',
    'ham/2.txt': '',
    'ham/3.dat': 'a\0b',
    'README.md': 'about',
    'ham/x.png': 'no picture',
    '.git/config': 'x',
  });
  const set = await openDataSet(path, { text: 'body' });
  if (set.kind !== 'text') throw new Error(set.kind);
  expect(Array.from({ length: set.count }, (_, row) => set.id(row))).toEqual([
    'ham/deep/1.txt',
    'spam/1.eml',
    'spam/2.7c53336b',
  ]);
  expect(set.labels).toEqual({ names: ['ham', 'spam'], codes: Int32Array.of(0, 1, 1) });
  expect(await set.read([2, 0])).toEqual(['Buy later', 'Hello']);
  expect(set.excluded).toEqual([
    { reason: 'lies in no folder of a class', count: 1, rows: ['README.md'] },
    { reason: 'is empty', count: 1, rows: ['ham/2.txt'] },
    { reason: 'is no text', count: 1, rows: ['ham/3.dat'] },
  ]);
  set.close?.();
});

test('texts without classes', async () => {
  const set = await openDataSet(folder('plain', { 'a.txt': 'x', 'b.txt': 'y' }));
  expect(set).toMatchObject({ kind: 'text', count: 2 });
  expect(set.labels).toBeUndefined();
});

test('nothing that is known', async () => {
  const path = folder('nothing', { 'a.bin': 'x' });
  await expect(openDataSet(path)).rejects.toThrow(/DATA_UNKNOWN|there is no data set at .*looked for/);
  await expect(openDataSet(join(path, 'a.bin'))).rejects.toThrow(expect.objectContaining({ code: 'DATA_UNKNOWN' }));
  await expect(openDataSet(join(path, 'none'))).rejects.toThrow(expect.objectContaining({ code: 'FILE_MISSING' }));
});

const samples = new URL('../../../tests/interop/samples/tables/', import.meta.url);

test('a folder that Hugging Face datasets saved, with names of classes', async () => {
  const path = folder('saved', {
    'dataset_dict.json': '{"splits":["test","train"]}',
    'train/state.json': '{"_data_files":[{"filename":"data-1.arrow"},{"filename":"data-0.arrow"}]}',
    'train/dataset_info.json':
      '{"features":{"w":{"_type":"ClassLabel","names":["zero","one"]},"s.a":{"_type":"Value"}}}',
    'test/state.json': '{"_data_files":[]}',
  });
  for (const name of ['data-0.arrow', 'data-1.arrow'])
    copyFileSync(new URL('plain.arrow', samples), join(path, 'train', name));
  const set = await openDataSet(path, { label: 'w' });
  expect(set).toMatchObject({ kind: 'table', count: 80, labels: { names: ['no', 'yes'] } });
  expect(set.notes?.[0]).toBe('read is train, not test');
  const texts = await openDataSet(path, { text: 't', label: 'w' });
  if (texts.kind !== 'text') throw new Error(texts.kind);
  expect(await texts.read([79, 0])).toEqual(['row 39', 'row 0']);
  expect(texts.id(79)).toBe(79);
  writeFileSync(join(path, 'train/state.json'), '{"_data_files":[{"filename":"gone.arrow"}]}');
  await expect(openDataSet(path)).rejects.toThrow(expect.objectContaining({ code: 'DATA_UNKNOWN' }));
});

test('a folder of Parquet files: those to train on', async () => {
  const path = folder('shards', { 'data/README.md': 'x' });
  for (const name of ['train-00000-of-00002', 'train-00001-of-00002', 'test-00000-of-00001']) {
    copyFileSync(new URL('mixed.parquet', samples), join(path, 'data', `${name}.parquet`));
  }
  const set = await openDataSet(path, { label: 'w' });
  expect(set).toMatchObject({ kind: 'table', count: 80 });
  expect(set.notes?.[0]).toBe('read are 2 files that begin with "train", not 1 others');
});
