// What people read of differences between rows, and of where rows come from.
import { expect, test } from 'vitest';
import { sha256 } from '#core/digest';
import { blameRows } from '#core/rows/blame-rows';
import { diffRows } from '#core/rows/diff-rows';
import type { RowVersion } from '#core/rows/row-blame';
import type { RecordedFile } from '#core/rows/row-diff';
import { buildTable } from '#testkit/rows';
import { printableJson } from './printable-json.ts';
import { encodeRowBlameText } from './row-blame-text.ts';
import { encodeRowDiffText } from './row-diff-text.ts';

const style = { color: false, width: 100 };
const columns = { key: 'id', label: 'label' };

function csv(path: string, text: string, options = columns): RecordedFile {
  return { path, table: buildTable('csv', `id,text,label\n${text}`, options).table };
}

const before = csv('train.csv', '1,a,0\n2,b,0\n3,c,0\n4,d,0\n6,g,0\n');
const after = csv('train.csv', '3,c,0\n1,a,1\n2,x,0\n5,e,0\n6,f\u001b[2J,0\n6,g,0\n7,d,0\n');

test('each change on a line, the answer at the end', () => {
  expect(encodeRowDiffText(diffRows([before], [after]), style, false)).toMatchInlineSnapshot(`
    "added       train.csv:4  key 5, byte 32
    added       train.csv:5  key 6, byte 38
    added       train.csv:7  key 7, byte 54
    removed     train.csv:4  key 4, byte 32
    changed     train.csv:3  key 2, byte 26
    relabelled  train.csv:2  key 1, byte 20  label 0 became 1
    moved       train.csv:1  key 3, byte 14  was train.csv:3
    repeated    key 6 stands 2 times, before once
    different  3 added, 1 removed, 1 changed, 1 relabelled, 1 moved; 5 rows before, 7 after, 1 the same; 2 rows share their identity with another
    "
  `);
});

test('files that are new, gone, renamed or cannot be compared', () => {
  const wide: RecordedFile = { path: 'wide.csv', table: buildTable('csv', 'a,b\n1,2\n').table };
  const other: RecordedFile = { path: 'wide.csv', table: buildTable('csv', 'b,a\n1,2\n').table };
  const broken = { path: 'broken.csv', unrecorded: 'a quote is open', sha256: sha256(Buffer.from('')) };
  const found = diffRows(
    [csv('a.csv', '1,a,0\n'), csv('b\u202e.csv', '2,b,0\n'), wide, csv('broken.csv', '9,z,0\n')],
    [csv('c.csv', '1,a,0\n'), csv('d.csv', '2,b,0\n3,c,0\n'), other, broken],
  );
  expect(encodeRowDiffText(found, style, true)).toMatchInlineSnapshot(`
    "undecided   broken.csv  rows are not recorded: a quote is open
    removed     b\\u{202e}.csv
    renamed     c.csv  was a.csv
    added       d.csv
    changed     wide.csv  columns a, b became b, a
    added       d.csv:2  key 3, byte 20
    moved       d.csv:1  key 2, byte 14  was b\\u{202e}.csv:1
    different  1 added, 1 moved; 4 rows before, 4 after, 2 the same
    "
  `);
});

test('nothing differs', () => {
  expect(encodeRowDiffText(diffRows([before], [before]), style, false)).toMatchInlineSnapshot(`
    "same  no row differs; 5 rows before, 5 after, 5 the same
    "
  `);
});

test('long lists are cut, and say so', () => {
  const many = (from: number): string => Array.from({ length: 120 }, (_, at) => `${from + at},x,0\n`).join('');
  const found = diffRows([csv('f', many(0))], [csv('f', many(1000))], { mostListed: 60 });
  const short = encodeRowDiffText(found, style, false).split('\n');
  expect(short.filter((line) => line.includes('not listed here'))).toMatchInlineSnapshot(`
    [
      "70 more added rows not listed here; --all lists more of them.",
      "70 more removed rows not listed here; --all lists more of them.",
    ]
  `);
  expect(encodeRowDiffText(found, style, true).split('\n').length).toBeGreaterThan(short.length);
  const repeated = diffRows([csv('f', '')], [csv('f', '1,a,0\n1,b,0\n2,a,0\n2,b,0\n')], { mostListed: 1 });
  expect(encodeRowDiffText(repeated, style, false)).toContain('1 more repetition not listed here.');
});

test('without keys', () => {
  const text = (path: string, content: string): RecordedFile => ({ path, table: buildTable('text', content).table });
  expect(
    encodeRowDiffText(diffRows([text('', 'a\nb\nb\n')], [text('', 'a\nc\nb\nb\nb\n')]), style, false),
  ).toMatchInlineSnapshot(`
    "added       row 2  byte 2
    added       row 5  byte 8
    repeated    the content of row 3  byte 4 stands 3 times, before 2 times
    different  2 added; 3 rows before, 5 after, 3 the same; 3 rows share their identity with another
    "
  `);
  expect(
    encodeRowDiffText(diffRows([text('f', 'a\nb\n')], [text('f', 'a\nc\n')]), style, false),
  ).toMatchInlineSnapshot(`
    "changed     f:2  byte 2  taken for the same row by its neighbours
    different  1 changed; 2 rows before, 2 after, 1 the same
    "
  `);
});

test('where rows come from', async () => {
  const version = (name: string, files: readonly RecordedFile[] | { readonly unreadable: string }): RowVersion => ({
    name,
    assetId: sha256(Buffer.from(name)),
    at: '2026-01-01T00:00:00.000Z',
    ...(name === 'r@1' ? {} : { by: 'ann', why: 'new\u001b labels' }),
    load: async () => files,
  });
  const versions = [version('r@1', [before]), version('r@2', { unreadable: 'erased' }), version('r@10', [after])];
  expect(encodeRowBlameText(await blameRows(versions, { mostListed: 3 }), style)).toMatchInlineSnapshot(`
    "r@1   recorded    train.csv:1  key 3, byte 14  3bee6113d472...
    r@10  relabelled  train.csv:2  key 1, byte 20  cf674dae486d...; was 6dbdc771d558... in r@1; or earlier: r@2 could not be looked at: erased
    r@10  changed     train.csv:3  key 2, byte 26  a4cd5380beb2...; was d72491a3cbc8... in r@1; or earlier: r@2 could not be looked at: erased
    4 more rows not listed here.
    r@1   2 rows  2026-01-01T00:00:00.000Z  asset 6bd03761264d...
    r@10  5 rows  2026-01-01T00:00:00.000Z  ann  asset d75a756aa403...  new\\u{1b} labels
    unknown  r@2 could not be looked at: erased
    "
  `);
  expect(encodeRowBlameText(await blameRows([version('r@1', [before])], { key: 'x' }), style)).toBe(
    'r@1 has no such row.\n',
  );
});

test('JSON is what the comparison gives, and safe to look at', () => {
  const json = printableJson(diffRows([before], [after]));
  expect(JSON.parse(json)).toMatchObject({
    schema: 'assay.row-diff/1',
    outcome: 'different',
    counts: { relabelled: 1 },
  });
});
