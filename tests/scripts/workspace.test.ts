// `assay status` and `assay reindex` in this process.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeWorkspace } from '#flow/workspace/describe-workspace';
import { openWorkspace } from '#flow/workspace/workspace';
import { assayHere as assay } from './assay-here.ts';

let folder = '';
let root = '';
let at: readonly string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-workspace-'));
  root = join(folder, 'work');
  at = ['--workspace', root];
  await assay(['init', root, '--name', 'work']);
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/reviews.csv'), 'id,text\n1,good\n');
  await assay(['add', join(folder, 'data'), '--kind', 'dataset', '--name', 'reviews', ...at]);
});

afterEach(() => rmSync(folder, { recursive: true }));

const indexPath = (): string => join(root, '.assay/index.sqlite');

function inIndex<T>(act: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(indexPath());
  try {
    return act(database);
  } finally {
    database.close();
  }
}

test('status tells keys, log, store, assets and audits', async () => {
  const { stdout, stderr, code } = await assay(['status', ...at]);
  expect([stderr, code]).toEqual(['', 0]);
  expect(stdout).toMatch(/^work {2}.*\/work\n {2}root key {4}[0-9a-f]{64}\n/);
  expect(stdout).toContain('  statements  3 verified\n');
  expect(stdout).toMatch(/ {2}assets {6}dataset: 1, 15 B, 1 of them unlabelled\n/);
  expect(stdout).toContain('  witnesses   none has cosigned');
  expect(stdout).toMatch(/ {2}verified {4}never\n {2}next {8}assay verify --all, due by /);
  const status = JSON.parse((await assay(['status', '--json', ...at])).stdout);
  expect(status).toMatchObject({
    schema: 'assay.status/1',
    name: 'work',
    log: { size: 3, witnesses: [] },
    statements: { verified: 3 },
    assets: [{ kind: 'dataset', count: 1, bytes: 15, unlabelled: 1 }],
    audit: { everyDays: 30 },
  });
  expect(status.signingKey).toEqual({ id: status.rootKey });
});

test('an audit that is overdue: 1, and by how much', async () => {
  const late = (days: number): Date => new Date(Date.now() + days * 86_400_000);
  for (const [days, overdueDays] of [
    [29, undefined],
    [30.5, 0],
    [32.5, 2],
  ] as const) {
    const workspace = await openWorkspace(root, { now: () => late(days) });
    expect((await describeWorkspace(workspace)).audit.overdueDays).toBe(overdueDays);
    await workspace.close();
  }
  // The clock cannot be set here, so the log is made older: it was begun a year ago.
  const other = join(folder, 'old');
  const { initWorkspace } = await import('#flow/workspace/init-workspace');
  await initWorkspace(other, { auditDays: 30, now: () => late(-365) });
  const { code, stdout } = await assay(['status', '--workspace', other]);
  expect([code, stdout]).toEqual([1, expect.stringMatching(/overdue by 335 days|overdue by 334 days/)]);
});

test('after an audit it is told what it found and when the next is due', async () => {
  const audit = await assay(['verify', '--all', ...at]);
  expect(audit.code).toBe(0);
  const { stdout, code } = await assay(['status', ...at]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/verified {4}\S+Z, \w+: pass, log entry 3\n/)]);
  writeFileSync(join(folder, 'data/reviews.csv'), 'id,text\n1,bad\n');
  expect((await assay(['verify', '--all', ...at])).code).toBe(1);
  expect((await assay(['status', ...at])).code).toBe(1);
});

test('reindex: the same, made, repaired', async () => {
  expect(await assay(['reindex', ...at])).toMatchObject({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(/^the index is what it has to be: 3 entries of the log, \d+ rows\n$/),
  });
  rmSync(indexPath());
  expect(JSON.parse((await assay(['reindex', '--json', ...at])).stdout)).toMatchObject({
    schema: 'assay.reindex/1',
    outcome: 'made',
    entries: 3,
  });
  const list = (await assay(['list', ...at])).stdout;
  inIndex((database) => database.exec("update asset set owner = 'mallory'"));
  expect((await assay(['list', ...at])).stdout).toContain('mallory');
  const repaired = await assay(['reindex', ...at]);
  expect([repaired.code, repaired.stdout]).toEqual([1, expect.stringContaining('mallory')]);
  expect((await assay(['list', ...at])).stdout).toBe(list);
  expect((await assay(['reindex', ...at])).code).toBe(0);
  expect(readdirSync(join(root, '.assay')).filter((name) => name.includes('.new'))).toEqual([]);
});

test('reindex repairs an index that is none, of another log, ahead of the log, or of other statements', async () => {
  const list = (await assay(['list', ...at])).stdout;
  const damage: readonly (readonly [string, () => void])[] = [
    ['INDEX_CORRUPT', () => writeFileSync(indexPath(), 'no index at all '.repeat(1000))],
    ['INDEX_FOREIGN', () => inIndex((database) => database.exec("update index_state set origin = 'other'"))],
    ['INDEX_SCHEMA', () => inIndex((database) => database.exec('update index_state set schema = 0'))],
    ['INDEX_AHEAD', () => inIndex((database) => database.exec('update index_state set next = 99'))],
    [
      'LOG_INCONSISTENT',
      () => inIndex((database) => database.exec(`update entry set envelope = '${'0'.repeat(64)}' where log_index = 2`)),
    ],
    ['INDEX_DIFFERENT', () => inIndex((database) => database.exec('delete from reference_move'))],
    [
      'INDEX_CORRUPT',
      () => inIndex((database) => database.exec("update key_change set body = '{}'; update index_state set next = 3")),
    ],
  ];
  for (const [code, spoil] of damage) {
    spoil();
    const { stdout, ...answer } = await assay(['reindex', '--json', ...at]);
    expect(answer, code).toEqual({ code: 1, stderr: '' });
    const document = JSON.parse(stdout);
    expect(document.outcome, code).toBe('repaired');
    if (code !== 'INDEX_CORRUPT') expect(document.problem.code).toBe(code);
    expect((await assay(['list', ...at])).stdout).toBe(list);
  }
});

test('an index that others hold open gets the new content', async () => {
  const workspace = await openWorkspace(root);
  const index = await workspace.index();
  inIndex((database) => database.exec("update asset set owner = 'mallory'"));
  expect((await assay(['reindex', ...at])).code).toBe(1);
  expect(await index.tables.selectFrom('asset').select('owner').execute()).toEqual([{ owner: null }]);
  await workspace.close();
  expect((await assay(['reindex', ...at])).code).toBe(0);
});

test('reindex changes nothing when the log or the store cannot be followed', async () => {
  const before = readFileSync(indexPath());
  rmSync(join(root, '.assay/log/tile/entries'), { recursive: true });
  const { code, stdout, stderr } = await assay(['reindex', ...at]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(readFileSync(indexPath())).toEqual(before);
  const nowhere = await assay(['status', '--workspace', folder]);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('assay init')]);
});
