// The commands of a workspace in this process: what they print, their exit codes, and what they say when they cannot.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, assayHere } from './assay-here.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-workspace-'));
const data = join(root, 'data');
const assay = (...words: readonly string[]): Promise<Answer> => assayHere([...words, '--workspace', root]);
const jsonOf = async (...words: readonly string[]): Promise<ReturnType<typeof JSON.parse>> =>
  JSON.parse((await assay(...words, '--json')).stdout);

beforeAll(async () => {
  expect((await assayHere(['init', root, '--name', 'demo'])).stdout).toMatch(
    /^Made the workspace demo in .*\n {2}root key {2}[0-9a-f]{64}\n {2}log key {3}assay\/[0-9a-f]{16}\+[0-9a-f]{8}\+\S+\n/,
  );
  mkdirSync(data);
  writeFileSync(join(data, 'reviews.csv'), 'id,text,label\n1,good,pos\n2,bad,neg\n');
  writeFileSync(join(data, 'notes.txt'), 'first\n');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a dataset from its first version to a rollback', async () => {
  const words = [
    'add',
    data,
    '--kind',
    'dataset',
    '--name',
    'reviews',
    '--key-column',
    'id',
    '--label-column',
    'label',
  ];
  expect(await assay(...words, '--owner', 'data-team')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^recorded {2}reviews@1 {2}dataset, 2 entries, 41 B\n {2}id {4}[0-9a-f]{64}\n {2}rows {2}1 row of notes\.txt \(text\)\n {2}rows {2}2 rows of reviews\.csv \(csv\)\n/,
    ),
  });
  expect((await assay('verify', 'reviews')).code).toBe(0);
  writeFileSync(join(data, 'reviews.csv'), 'id,text,label\n1,good,neg\n2,bad,neg\n3,fine,pos\n');
  const changed = await assay('verify', 'reviews');
  expect([changed.code, changed.stdout]).toEqual([
    1,
    expect.stringMatching(/changed +reviews\.csv {2}content {2}unexplained/),
  ]);
  expect((await assay('add', data, '--name', 'reviews', '--why', 'April')).stdout).toMatch(/^recorded {2}reviews@2 /);
  expect((await assay('add', data, '--name', 'reviews')).stdout).toMatch(/^unchanged {2}reviews@2 /);

  const diff = await assay('diff', 'reviews@1', 'reviews');
  expect([diff.code, diff.stdout]).toEqual([
    1,
    expect.stringMatching(/relabelled {2}reviews\.csv:1 {2}key 1.*label pos became neg/),
  ]);
  expect(diff.stdout).toMatch(/added {7}reviews\.csv:3 {2}key 3/);
  expect((await assay('diff', 'reviews', 'reviews@2')).code).toBe(0);
  const blame = await assay('blame', 'reviews', 'reviews.csv', '3', '--key');
  expect([blame.code, blame.stdout]).toEqual([0, expect.stringMatching(/^reviews@2 {2}added/)]);
  expect((await assay('blame', 'reviews', 'reviews.csv', '99')).code).toBe(1);

  expect((await assay('rollback', 'reviews')).stdout).toMatch(/^recorded {2}reviews@3\n/);
  expect((await assay('history', 'reviews')).stdout).toMatch(
    /^reviews@3 .*\n {2}back to version 1; by key .*\nreviews@2 .*\n {2}April; by key/,
  );
  expect((await assay('checkout', 'reviews', join(root, 'out'))).stdout).toMatch(
    /^written {2}reviews@3 to .*: 2 files, 41 B; read again, all as recorded\n/,
  );
  expect((await assay('checkout', 'reviews', join(root, 'out'))).code).toBe(2);
});

test('lists, shows and tags', async () => {
  expect((await assay('tag', 'reviews@2', 'production', '--why', 'approved')).stdout).toMatch(
    /^recorded {2}production@1\n/,
  );
  expect((await assay('tag', 'reviews@2', 'production')).stdout).toMatch(/^unchanged {2}production@1\n/);
  expect((await assay('list')).stdout).toMatch(
    /^NAME +KIND +ID +SIZE +SENSITIVITY +OWNER +RECORDED\nproduction@1 +dataset/,
  );
  expect((await assay('list', '--kind', 'model')).stdout).toMatch(/^Nothing is recorded/);
  expect((await assay('list', '--unlabelled')).stdout).toMatch(/unlabelled/);
  const shown = (await assay('show', 'production')).stdout;
  expect(shown).toMatch(/^reviews {2}dataset, 2 entries, 52 B\n/);
  expect(shown).toMatch(/sensitivity {3}not labelled, counts as restricted/);
  expect(shown).toMatch(/asset-manifest +\S+ {2}entry \d+ {2}verified/);
});

test('lineage and impact, with what is not recorded', async () => {
  writeFileSync(join(root, 'model.bin'), 'weights');
  const add = await assay(
    'add',
    join(root, 'model.bin'),
    '--kind',
    'model',
    '--name',
    'sentiment',
    '--parent',
    'trained-on=production',
  );
  expect([add.stderr, add.code]).toEqual(['', 0]);
  expect((await assay('lineage', 'sentiment')).stdout).toMatch(
    /^sentiment model [0-9a-f]{12}\n {2}trained-on reviews dataset [0-9a-f]{12}\nknown from: 0 seen here, 1 signed, .*\nnot recorded\n/,
  );
  expect((await assay('impact', 'reviews@2')).stdout).toMatch(/references {2}.*sentiment@1/);
  expect((await assay('impact', 'reviews@2')).stdout).toMatch(/decision {4}none is recorded/);
  expect((await assay('impact', 'nobody')).code).toBe(2);
  expect((await assay('lineage', 'sentiment', '--up', '--down')).code).toBe(64);
});

test('the audit of everything records that it ran', async () => {
  const audit = await assay('verify', '--all', '--verbose');
  expect(audit.stdout).toMatch(/^refused {2}/);
  expect(audit.stdout).toMatch(/it is reviews@2, recorded/);
  expect(audit.stdout).toMatch(/recorded {5}[0-9a-f]{64}\n$/);
  expect(audit.code).toBe(1);
  rmSync(data, { recursive: true });
  expect(await jsonOf('verify', '--all', '--no-record')).toMatchObject({
    schema: 'assay.audit/1',
    outcome: 'pass',
    parts: [
      { name: 'log' },
      { name: 'statements' },
      { name: 'store' },
      { name: 'index' },
      { name: 'keys' },
      { name: 'audits', looked: expect.stringMatching(/^last /) },
    ],
  });
});

test('every document names its schema', async () => {
  const documents: readonly (readonly [schema: string, ...words: string[]])[] = [
    ['assay.list/1', 'list'],
    ['assay.show/1', 'show', 'sentiment'],
    ['assay.history/1', 'history', 'reviews'],
    ['assay.diff/1', 'diff', 'reviews@1', 'reviews@2'],
    ['assay.row-blame/1', 'blame', 'reviews', 'reviews.csv'],
    ['assay.verify-asset/1', 'verify', 'sentiment'],
    ['assay.lineage/1', 'lineage', 'sentiment'],
    ['assay.impact/1', 'impact', 'reviews@2'],
    ['assay.reference/1', 'tag', 'sentiment', 'sentiment'],
  ];
  for (const [schema, ...words] of documents) expect((await jsonOf(...words)).schema, words.join(' ')).toBe(schema);
});

test.each([
  ['no such asset', ['show', 'nothing'], 2, /there is no reference "nothing"/],
  ['no such version', ['show', 'reviews@9'], 2, /no version 9/],
  ['an ambiguous or unknown id', ['show', '00000000'], 2, /no asset id begins/],
  ['a name that is none', ['history', '..'], 64, /cannot name an asset/],
  ['nothing to verify', ['verify'], 64, /Give an asset, a path, or --all/],
  ['everything and something', ['verify', 'reviews', '--all'], 64, /leave the name out/],
  [
    'flags of a signature without one',
    ['verify', 'reviews', '--trust-root', 'x'],
    64,
    /--trust-root goes with --signature/,
  ],
  ['an asset without kind', ['add', root, '--name', 'new'], 64, /say what it is with --kind/],
  ['a path that is not there', ['add', join(root, 'gone'), '--kind', 'code', '--name', 'gone'], 2, /gone/],
  [
    'a relation that is none',
    ['add', root, '--kind', 'code', '--name', 'x', '--parent', 'reviews'],
    64,
    /RELATION=ASSET/,
  ],
  ['a rollback without an earlier version', ['rollback', 'sentiment'], 2, /no version before the newest/],
] as const)('%s', async (_, words, code, reason) => {
  const answer = await assay(...words);
  expect([answer.code, answer.stdout]).toEqual([code, '']);
  expect(answer.stderr).toMatch(reason);
  expect(answer.stderr).not.toMatch(/\n {4}at /);
});

test('outside of a workspace it says how to make one, and a second one is not made', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'assay-none-'));
  try {
    expect(await assayHere(['list', '--workspace', elsewhere])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/assay init makes one/),
    });
    expect(await assayHere(['init', root])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/a workspace already/),
    });
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});
