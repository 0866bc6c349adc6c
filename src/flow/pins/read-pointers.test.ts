// Lists of addresses in every format of rows.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { openPointers, type PointerColumns } from './read-pointers.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-pointers-'));
afterAll(() => rmSync(base, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(base, name);
  writeFileSync(path, content);
  return path;
}

const md5 = '0'.repeat(32);
const expected = { algorithm: 'md5', hex: md5 };

test.each<readonly [string, string, PointerColumns, unknown]>([
  [
    'a.csv',
    `url,md5\nhttp://x, ${md5}\nhttp://y,\n`,
    { hash: 'md5' },
    [
      { row: 1, url: 'http://x', expected },
      { row: 2, url: 'http://y' },
    ],
  ],
  ['b.tsv', `URL\tTEXT\nhttp://x\tcat\n`, { url: 'URL' }, [{ row: 1, url: 'http://x' }]],
  [
    'c.jsonl',
    `{"url":"http://x","h":"md5:${md5}"}\n{"url":null,"h":7}\nnot JSON\n{"url":NaN}\n`,
    { hash: 'h' },
    [
      { row: 1, url: 'http://x', expected },
      { row: 2, url: 'null', expected: 'unreadable' },
      { row: 3, url: '' },
      { row: 4, url: 'NaN' },
    ],
  ],
  ['d.json', '[{"url":"http://x"}]', {}, [{ row: 1, url: 'http://x' }]],
  [
    'e.txt',
    'http://x\n http://y \n',
    {},
    [
      { row: 1, url: 'http://x' },
      { row: 2, url: 'http://y' },
    ],
  ],
  ['f.list', 'http://x\n', { format: 'text' }, [{ row: 1, url: 'http://x' }]],
  [
    'g.csv',
    `url,h\nu,${'0'.repeat(40)}\n`,
    { hash: 'h', algorithm: 'md5' },
    [{ row: 1, url: 'u', expected: 'unreadable' }],
  ],
])('%s', (name, content, columns, pointers) => {
  const list = openPointers(file(name, content), columns);
  expect([...list.pointers()]).toEqual(pointers);
  expect([list.header.list, list.rows]).toEqual([
    sha256(Buffer.from(content)),
    Array.isArray(pointers) ? pointers.length : 0,
  ]);
});

test('no such column, no such format, an open quote: nothing is begun', () => {
  expect(() => openPointers(file('x.csv', 'a\nb\n'), {})).toThrow('no column "url"');
  expect(() => openPointers(file('x.bin', ''), {})).toThrow('name one with --format');
  expect(() => openPointers(file('y.csv', 'url\n"a\n'), {})).toThrow('does not end');
});

test('a list that changes while it is read is refused at its end, and may be left early', () => {
  const path = file('z.txt', 'http://x\n');
  const list = openPointers(path, {});
  for (const { url } of list.pointers()) {
    expect(url).toBe('http://x');
    break;
  }
  appendFileSync(path, 'http://y\n');
  expect(() => [...list.pointers()]).toThrow('changed while its addresses were looked at');
});
