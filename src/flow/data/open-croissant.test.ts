// A description that Assay writes is one that it reads; one that does not fit the files is refused.
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { croissant } from '#exports/croissant';
import { describeDataSet } from './describe-data-set.ts';
import { openDataSet } from './open-data-set.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-croissant-'));
afterAll(() => rmSync(base, { recursive: true }));
let folder = base;
beforeEach(() => {
  folder = mkdtempSync(join(base, 'set-'));
});

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function describedBy(change: (text: string) => string, description: object): string {
  return write('croissant.json', change(JSON.stringify(description)));
}

const table = 'x,y,t\n1,0,first text\n2,1,second text\n3,1,\n';

test('what is written is read again', async () => {
  const path = write('a.csv', table);
  const description = await describeDataSet(path, { label: 'y' });
  expect(description).toMatchObject({
    name: 'a',
    rows: 3,
    classes: [
      { name: '0', rows: 1 },
      { name: '1', rows: 2 },
    ],
    files: [{ name: 'a.csv', size: table.length }],
    columns: [
      { name: 'x', type: 'integer' },
      { name: 't', type: 'text' },
      { name: 'y', type: 'integer', role: 'label' },
    ],
  });
  const set = await openDataSet(describedBy((text) => text, croissant(description)));
  expect(set).toMatchObject({ kind: 'table', count: 3, labels: { names: ['0', '1'] } });
  expect(set.notes?.[0]).toBe('read is the record set "rows"');
  const texts = await openDataSet(join(folder, 'croissant.json'), { text: 't', label: 'y' });
  expect(texts).toMatchObject({ kind: 'text', count: 3 });
});

test('names of fields are those that are asked for, wherever the columns stand', async () => {
  write('data.csv', table);
  const path = write(
    'croissant.json',
    JSON.stringify({
      conformsTo: ['http://mlcommons.org/croissant/1.1'],
      distribution: [
        { '@type': 'cr:FileObject', '@id': 'f', name: 'data.csv', contentUrl: 'https://example.org/x/data.csv?v=1' },
      ],
      recordSet: {
        name: 'r',
        field: [
          {
            name: 'r/target',
            dataType: ['sc:Integer', 'http://mlcommons.org/croissant/Label'],
            source: { fileObject: { '@id': 'f' }, extract: { column: 'y' } },
          },
          { name: 'r/content', source: { fileObject: { '@id': 'f' }, extract: { column: 't' } } },
        ],
      },
    }),
  );
  expect(await openDataSet(path)).toMatchObject({ kind: 'table', labels: { names: ['0', '1'] } });
  expect(await openDataSet(path, { text: 'content', label: 'target' })).toMatchObject({ kind: 'text', count: 3 });
  expect((await openDataSet(path)).notes).toContain('the description gives no SHA-256 of the table');
});

describe('refused', () => {
  test('a table with another digest, and another file with another digest', async () => {
    const path = write('a.csv', table);
    const description = croissant(await describeDataSet(path, {}));
    appendFileSync(path, '4,1,added\n');
    await expect(openDataSet(describedBy((text) => text, description))).rejects.toThrow(code('DATA_DIGEST'));
    write('a.csv', table);
    await openDataSet(join(folder, 'croissant.json'));
    write('b.txt', 'x');
    const withOther = {
      ...description,
      distribution: [
        ...Object(description).distribution,
        { '@type': 'sc:FileObject', '@id': 'b', name: 'b.txt', contentUrl: 'b.txt', sha256: '0'.repeat(64) },
      ],
    };
    await expect(openDataSet(describedBy((text) => text, withOther))).rejects.toThrow(code('DATA_DIGEST'));
  });

  test.each([
    ['a file that is not there', 'a.csv', 'gone.csv', 'FILE_MISSING'],
    ['a path out of the folder', '"contentUrl":"a.csv"', '"contentUrl":"../a.csv"', undefined],
    ['a digest that is none', '"sha256":"', '"sha256":"zz', 'DATA_DIGEST'],
    ['no columns', '"column":', '"fileProperty":', 'DATA_UNKNOWN'],
  ])('%s', async (_, from, to, expected) => {
    const description = croissant(await describeDataSet(write('a.csv', table), {}));
    const opened = openDataSet(describedBy((text) => text.replaceAll(from, to), description));
    if (expected === undefined) await opened;
    else await expect(opened).rejects.toThrow(code(expected));
  });

  test('a link out of the folder', async () => {
    mkdirSync(join(folder, 'in'));
    write('secret.csv', table);
    const description = croissant(await describeDataSet(join(folder, 'secret.csv'), {}));
    symlinkSync(join(folder, 'secret.csv'), join(folder, 'in', 'secret.csv'));
    writeFileSync(join(folder, 'in', 'croissant.json'), JSON.stringify(description));
    await expect(openDataSet(join(folder, 'in', 'croissant.json'))).rejects.toThrow(code('FILE_MISSING'));
  });
});

test('files that a pattern names, and a pattern of many stars', async () => {
  for (const part of ['train-0.csv', 'train-1.csv']) write(part, table);
  const path = (pattern: string): string =>
    write(
      'croissant.json',
      JSON.stringify({
        conformsTo: 'http://mlcommons.org/croissant/1.0',
        distribution: { '@type': 'cr:FileSet', '@id': 's', includes: pattern },
        recordSet: { name: 'r', field: { name: 'y', source: { fileSet: { '@id': 's' }, extract: { column: 'y' } } } },
      }),
    );
  expect(await openDataSet(path('train-0*.csv'))).toMatchObject({ kind: 'table', count: 3 });
  await expect(openDataSet(path(`${'*a'.repeat(40)}.csv`))).rejects.toThrow(code('DATA_UNKNOWN'));
});

function code(expected: string): unknown {
  return expect.objectContaining({ code: expected });
}
