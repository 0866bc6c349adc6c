// What the commands over assets, lineage and pins print with --json follows its published schema.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { predicate as dataQuality } from '#predicates/data-quality';
import { predicate as release } from '#predicates/release';
import { content, startTargetServer, status, type TargetServer } from '#testkit/target-server';
import { assayHere } from '../scripts/assay-here.ts';
import { agreeToDestroy } from '../scripts/second-person.ts';
import { type Document, validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-asset-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const server: TargetServer = await startTargetServer();
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): string {
  const whole = join(folder, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const add = (path: string, kind: string, name: string): readonly string[] => {
  return ['add', join(folder, path), '--kind', kind, '--name', name, ...at];
};

test('a dataset and its versions', async () => {
  const { rootKey } = await validDocument('init', ['init', root, '--name', 'work']);
  expect(rootKey).toMatch(/^[0-9a-f]{64}$/);
  write('data/rows.csv', 'id,text,label\n1,good,yes\n2,bad,no\n3,fine,yes\n3,odd,no\n');
  write('data/old.csv', 'id,text,label\n7,x,yes\n8,y,no\n');
  write('data/notes.bin', 'notes');
  write('data/script', 'run');
  mkdirSync(join(folder, 'data/empty'));
  symlinkSync('rows.csv', join(folder, 'data/link'));
  const columns = ['--key-column', 'id', '--label-column', 'label'];
  const first = await validDocument('add', [...add('data', 'dataset', 'reviews'), ...columns]);
  expect([first.recorded, first.rows.length]).toEqual([true, 2]);
  expect((await validDocument('add', [...add('data', 'dataset', 'reviews'), ...columns])).recorded).toBe(false);

  write('data/rows.csv', 'id,text,label\n2,bad,yes\n1,better,yes\n4,new,no\n9,fine,yes\n');
  renameSync(join(folder, 'data/old.csv'), join(folder, 'data/moved.csv'));
  rmSync(join(folder, 'data/notes.bin'));
  rmSync(join(folder, 'data/link'));
  symlinkSync('moved.csv', join(folder, 'data/link'));
  chmodSync(join(folder, 'data/script'), 0o700);
  write('data/more.csv', 'id,other\n20,x\n');
  const described = [
    '--why',
    'more',
    '--update-point',
    'new-training-data',
    '--owner',
    'data@example.org',
    '--licence',
    'MIT',
  ];
  const labelled = [
    '--sensitivity',
    'internal',
    '--ip-class',
    'none',
    '--label',
    'english',
    '--integrity',
    'high:poison',
  ];
  const source = ['--origin', 'https://data.example/x', '--revision', '7', '--supplier', 'Example Data'];
  await validDocument('add', [
    'add',
    join(folder, 'data'),
    '--name',
    'reviews',
    ...described,
    ...labelled,
    ...source,
    ...at,
  ]);

  const diff = await validDocument('diff', ['diff', 'reviews@1', 'reviews@2', ...at], 1);
  const changes = diff.entries.changes.map(({ change }: Document) => change);
  expect(new Set(changes)).toEqual(new Set(['added', 'removed', 'changed', 'renamed']));
  expect(diff.rows.outcome).toBe('different');
  await validDocument('diff', ['diff', 'reviews@1', 'reviews@1', ...at]);
  await validDocument('row-blame', ['blame', 'reviews', 'rows.csv', ...at]);
  await validDocument('row-blame', ['blame', 'reviews@2', 'rows.csv', '1', '--key', ...at]);
  await validDocument('row-blame', ['blame', 'reviews', 'rows.csv', '99', ...at], 1);
});

test('what is recorded', async () => {
  write('model/weights.bin', 'weights');
  const made = ['--parent', 'trained-on=reviews@2', '--parent', 'evaluated-on=reviews@1'];
  await validDocument('add', [...add('model', 'model', 'sentiment'), ...made]);
  const hosted = [
    'add',
    'https://api.example/v1/chat',
    '--kind',
    'hosted-model',
    '--name',
    'chat',
    '--revision',
    '2026-03',
  ];
  expect((await validDocument('add', [...hosted, ...at])).reading).toBeUndefined();
  const attest = ['attest', 'reviews', '--kind', 'data-quality', '--predicate', '-', ...at];
  await assayHere(attest, JSON.stringify(dataQuality.example));
  await validDocument('show', ['show', 'reviews', ...at]);
  await validDocument('show', ['show', 'reviews@1', ...at]);
  await validDocument('show', ['show', 'sentiment', ...at]);
  expect((await validDocument('show', ['show', 'chat', ...at])).manifest).toMatchObject([{ type: 'service' }]);
  expect((await validDocument('list', ['list', ...at])).assets).toHaveLength(4);
  await validDocument('list', ['list', '--kind', 'model', ...at]);
  expect(await validDocument('reference', ['tag', 'reviews', 'stable', ...at])).toMatchObject({ recorded: true });
  expect(await validDocument('reference', ['tag', 'reviews', 'stable', ...at])).toMatchObject({ recorded: false });
  await validDocument('reference', ['rollback', 'reviews', '--to', '1', '--why', 'x', ...at]);
  const { versions } = await validDocument('history', ['history', 'reviews', ...at]);
  expect(versions).toHaveLength(3);
});

test('assets on the disk', async () => {
  const out = join(folder, 'out');
  expect(await validDocument('checkout', ['checkout', 'reviews@1', out, ...at])).toMatchObject({ folder: 'new' });
  write('out/other', 'x');
  const again = await validDocument('checkout', ['checkout', 'reviews@1', out, '--force', ...at]);
  expect(again).toMatchObject({ folder: 'taken', others: ['other'] });

  expect(await validDocument('verify-asset', ['verify', 'sentiment', ...at])).toMatchObject({ outcome: 'pass' });
  expect((await validDocument('verify-asset', ['verify', 'chat', ...at], 2)).copies).toMatchObject([
    { state: 'elsewhere' },
  ]);
  const known = await validDocument('verify-asset', ['verify', 'reviews@1', '--deep', '--record', ...at], 1);
  expect(known.copies).toMatchObject([{ isVersion: { version: 'reviews@2' } }]);
  renameSync(join(folder, 'data/moved.csv'), join(folder, 'data/again.csv'));
  write('data/rows.csv', 'id,text\n');
  const changed = await validDocument('verify-asset', ['verify', 'reviews@2', ...at], 1);
  const states = changed.copies[0].entries.map(({ state }: Document) => state);
  expect(new Set(states)).toEqual(new Set(['changed', 'missing', 'added']));
  // A part of the asset says that it is one.
  const part = await validDocument('verify-asset', ['verify', join(folder, 'data/script'), ...at], 1);
  expect(part.below).toBe('script');
  await validDocument('audit', ['verify', '--all', '--no-record', ...at], 1);
  rmSync(join(folder, 'data'), { recursive: true });
  await validDocument('verify-asset', ['verify', 'reviews', ...at]);
  expect((await validDocument('audit', ['verify', '--all', '--deep', ...at])).recorded).toMatch(/^[0-9a-f]{64}$/);
});

test('lineage and impact', async () => {
  const attest = ['attest', 'sentiment', '--kind', release.kind, '--predicate', '-', '--json', ...at];
  const answer = await assayHere(attest, JSON.stringify(release.example));
  expect([answer.stderr, answer.code]).toEqual(['', 0]);
  const decided = await assayHere(['gate', 'decide', 'promote-model', 'sentiment', '--record', ...at]);
  expect([decided.stderr, decided.code]).toEqual(['', 2]);
  await validDocument('lineage', ['lineage', 'sentiment', ...at]);
  const down = await validDocument('lineage', ['lineage', 'reviews@2', '--down', ...at]);
  expect(down.nodes.length).toBeGreaterThan(1);
  const data = await validDocument('impact', ['impact', 'reviews@2', ...at]);
  expect([data.subject.kind, data.releases.length, data.decisions.length]).toEqual(['digest', 1, 1]);
  const { keys } = JSON.parse((await assayHere(['keys', 'list', '--json', ...at])).stdout);
  expect((await validDocument('impact', ['impact', keys[0].id, ...at])).subject.kind).toBe('key');
  const supplier = await validDocument('impact', ['impact', 'Example Data', ...at]);
  expect([supplier.subject.kind, supplier.references.length > 0]).toEqual(['name', true]);
});

test('pins', async () => {
  const quick = ['--allow-private', '--per-second', '1000', '--attempts', '1', '--timeout', '5'];
  for (const name of ['a', 'b', 'c', 'd']) server.answers.set(`/${name}`, content(name.repeat(3)));
  server.answers.set('/e', status(404));
  const md5 = '47bce5c74f589f4867dbd57e9ca9f808';
  const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => `${server.origin}/${name},${name === 'a' ? md5 : ''}`);
  const list = write('list.csv', ['url,md5', ...rows, ''].join('\n'));
  await assayHere(add('list.csv', 'dataset', 'addresses'));
  const record = ['--record', 'addresses', ...at];
  const pinned = await validDocument('pin', ['pin', list, '--hash-column', 'md5', ...quick, ...record], 2);
  expect(pinned.counts).toMatchObject({ rows: 5, content: 4, expected: 1, gone: 1 });
  const pins = `${list}.pins`;
  server.answers.set('/b', content('other')).set('/c', status(503)).set('/d', status(404)).set('/e', content('new'));
  const check = await validDocument('pin-check', ['verify-pins', pins, ...quick, ...record], 1);
  expect(check.counts).toMatchObject({ same: 1, changed: 1, unreachable: 1, gone: 1, unpinned: 1 });
  const small = write('small.txt', `${server.origin}/a\n`);
  await validDocument('pin', ['pin', small, ...quick]);
  expect((await validDocument('pin-check', ['verify-pins', `${small}.pins`, ...quick])).outcome).toBe('pass');
  const held = join(write('downloads/0', 'aaa'), '..');
  await validDocument('download-check', ['verify-pins', `${small}.pins`, '--downloads', held]);
  write('downloads/1', 'stranger');
  const downloads = await validDocument('download-check', ['verify-pins', pins, '--downloads', held], 1);
  expect(downloads.counts).toEqual({ same: 1, missing: 3, unpinned: 1, unknown: 1 });
});

test('another header, bytes that are gone, an index that was changed', async () => {
  write('table/a.csv', 'x,y\n1,2\n1,2\n');
  await assayHere(add('table', 'dataset', 'table'));
  write('table/a.csv', 'x,z\n1,2\n3,4\n');
  await assayHere(add('table', 'dataset', 'table'));
  const { rows } = await validDocument('diff', ['diff', 'table@1', 'table@2', ...at], 1);
  expect(rows.files).toMatchObject([{ columns: { before: ['x', 'y'], after: ['x', 'z'] } }]);
  await agreeToDestroy(folder, at, 'table@1');
  expect((await assayHere(['store', 'destroy', 'table@1', '--why', 'x', ...at])).stderr).toBe('');
  const gaps = await validDocument('row-blame', ['blame', 'table', 'a.csv', ...at], 2);
  expect(gaps.rows[0].unsure).toBeDefined();
  const destroyed = await validDocument('verify-asset', ['verify', 'table@1', ...at], 1);
  expect(destroyed.problem ?? destroyed.store.problems[0]).toBeDefined();
  const index = new DatabaseSync(join(root, '.assay/index.sqlite'));
  index.exec("update asset set name = 'x'");
  index.close();
  const { parts } = await validDocument('audit', ['verify', '--all', '--no-record', ...at], 1);
  expect(parts.some(({ findings }: Document) => findings.length > 0)).toBe(true);
});
