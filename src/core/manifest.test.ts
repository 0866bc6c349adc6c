import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './digest.ts';
import { type Entry, encodeManifest, parseManifest } from './manifest.ts';

const digest = sha256(Buffer.from('x'));
const file = (path: string, size = 1): Entry => ({ type: 'file', path, size, sha256: digest, executable: false });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test('writes one line for each entry, sorted by code point', () => {
  const { bytes, assetId, entries } = encodeManifest([
    file('\u{1f600}'),
    file('\uff5e'),
    { type: 'link', path: 'a', target: '../b' },
    { type: 'folder', path: 'empty' },
    { type: 'service', path: 'https://models.example/v1', version: '2026-01' },
  ]);
  expect(text(bytes)).toBe(
    [
      '{"entries":5,"schema":"assay.manifest/1"}',
      '{"path":"a","target":"../b","type":"link"}',
      '{"path":"empty","type":"folder"}',
      '{"path":"https://models.example/v1","type":"service","version":"2026-01"}',
      `{"executable":false,"path":"\uff5e","sha256":"${digest}","size":1,"type":"file"}`,
      `{"executable":false,"path":"\u{1f600}","sha256":"${digest}","size":1,"type":"file"}`,
      '',
    ].join('\n'),
  );
  expect(assetId).toBe(sha256(bytes));
  expect(parseManifest(bytes)).toEqual({ entries });
});

test('the id changes with a name, a mode, an empty file, a link and an empty folder', () => {
  const base = [file('a.bin'), file('z.bin')];
  const changed: readonly (readonly Entry[])[] = [
    [file('modeling_evil.py'), file('z.pkl')],
    [{ type: 'file', path: 'a.bin', size: 1, sha256: digest, executable: true }, file('z.bin')],
    [...base, { type: 'file', path: 'b', size: 0, sha256: sha256(Buffer.alloc(0)), executable: false }],
    [...base, { type: 'link', path: 'b', target: 'a.bin' }],
    [...base, { type: 'folder', path: 'b' }],
  ];
  const ids = [base, ...changed].map((entries) => encodeManifest(entries).assetId);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(['', '/a', 'a/', 'a//b', '.', './a', '..', 'a/../b', 'a\nb', 'a\0'])('refuses the path %j', (path) => {
  expect(() => encodeManifest([file(path)])).toThrow(expect.objectContaining({ code: 'MANIFEST_MALFORMED' }));
});

test('refuses a path twice and a path below a file', () => {
  for (const entries of [
    [file('a'), file('a', 2)],
    [file('a'), file('a/b')],
    [file('a'), file('a-b'), file('a/b')],
    [{ type: 'link', path: 'a', target: 'x' } as const, file('a/b/c')],
  ]) {
    expect(() => encodeManifest(entries)).toThrow(expect.objectContaining({ code: 'MANIFEST_MALFORMED' }));
  }
});

const line = `{"executable":false,"path":"a","sha256":"${digest}","size":1,"type":"file"}`;
const header = '{"entries":1,"schema":"assay.manifest/1"}';

test.each([
  ['no line end', `${header}\n${line}`],
  ['another count', `${header}\n${line}\n${line.replace('"a"', '"b"')}\n`],
  ['a name twice', `${header}\n${line.replace('"size":1', '"size":1,"size":1')}\n`],
  ['white space', `${header}\n${line.replace(':', ': ')}\n`],
  ['an unknown member', `${header}\n${line.replace('"size":1', '"size":1,"smell":1')}\n`],
  ['a negative size', `${header}\n${line.replace(':1,', ':-1,')}\n`],
  ['a size beyond 2^53', `${header}\n${line.replace(':1,', ':9007199254740993,')}\n`],
  ['an upper-case digest', `${header}\n${line.replace(digest, digest.toUpperCase())}\n`],
  ['an unknown type', `${header}\n${line.replace('"file"', '"device"')}\n`],
  ['no object', `${header}\n[]\n`],
  ['no JSON', `${header}\n{\n`],
  ['a path upwards', `${header}\n${line.replace('"a"', '"../a"')}\n`],
  ['another schema', `${header.replace('/1', '/2')}\n${line}\n`],
  ['nothing', ''],
])('refuses to read %s', (_, manifest) => {
  expect(() => parseManifest(Buffer.from(manifest))).toThrow(expect.objectContaining({ code: 'MANIFEST_MALFORMED' }));
});

test('refuses bytes that are not UTF-8', () => {
  expect(() => parseManifest(Buffer.from([0xff, 0x0a]))).toThrow(
    expect.objectContaining({ code: 'MANIFEST_MALFORMED' }),
  );
});

test('whatever it reads it writes again as the same bytes', () => {
  const path = fc.stringMatching(/^[a-d]{1,2}(\/[a-d]{1,2}){0,2}$/);
  fc.assert(
    fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
      const leaves = paths.filter(
        (path) => !paths.some((other) => path.startsWith(`${other}/`) || other.startsWith(`${path}/`)),
      );
      const { bytes } = encodeManifest(leaves.map((path) => file(path)));
      expect(text(encodeManifest(parseManifest(bytes).entries).bytes)).toBe(text(bytes));
    }),
  );
});
