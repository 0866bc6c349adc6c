// Files on a disk: the digest of the file in any case, its rows where they can be read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { buildTable } from '#testkit/rows';
import { recordRows } from './record-rows.ts';

const base = mkdtempSync(join(tmpdir(), 'assay-record-rows-'));
afterAll(() => rmSync(base, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(base, name);
  writeFileSync(path, content);
  return path;
}

test('records rows and the digest of the file in one reading', () => {
  const content = 'id,text\n1,a\n2,b\n';
  const recorded = recordRows(file('a.csv', content), { key: 'id' });
  expect([recorded.format, recorded.sha256, recorded.size]).toEqual(['csv', sha256(Buffer.from(content)), 16]);
  expect('rows' in recorded && recorded.rows.table).toEqual(buildTable('csv', content, { key: 'id' }).table);
});

test('one row of a million, and a million rows in one file', () => {
  expect(recordRows(file('one.jsonl', '1'), {})).toMatchObject({ rows: { table: { count: 1 } } });
  const many = Buffer.alloc(2_000_000, '1\n');
  expect(recordRows(file('many.jsonl', many), {})).toMatchObject({ rows: { table: { count: 1_000_000 } } });
});

test.each([
  ['model.bin', 'x', undefined, 'no format of rows has this ending'],
  ['empty.csv', '', 'csv', 'the file is empty'],
  ['quote.csv', 'a\n"b\n', 'csv', 'the last row does not end (FORMAT_TRUNCATED)'],
  ['object.json', '{"data":[]}', 'json-list', 'the document is no list of records (FORMAT_UNSUPPORTED)'],
  [
    'wide.txt',
    Buffer.from('\ufeffa', 'utf16le'),
    'text',
    'the text is UTF-16 or UTF-32; rows are read from UTF-8 (FORMAT_UNSUPPORTED)',
  ],
])('%s is covered by its digest, and it says why', (name, content, format, unrecorded) => {
  const { sha256: digest, ...recorded } = recordRows(file(name, content), {});
  expect(digest).toBe(sha256(Buffer.from(content)));
  expect(recorded).toEqual({
    size: Buffer.byteLength(content),
    unrecorded,
    ...(format === undefined ? {} : { format }),
  });
});

test('a format can be named', () => {
  expect(recordRows(file('data.bin', 'a\nb\n'), { format: 'text' })).toMatchObject({ rows: { table: { count: 2 } } });
  expect(() => recordRows(file('data2.bin', ''), { format: 'none' })).toThrow(AssayError);
});

test('what is no file is an error', () => {
  expect(() => recordRows(join(base, 'missing.csv'), {})).toThrow('does not exist');
  expect(() => recordRows(base, {})).toThrow('not a regular file');
});
