// What is taken over from build servers and repositories follows its published schema, and says yes, no or neither.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-ci-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const commit = 'a'.repeat(40);
const isHere = spawnSync('git', ['--version']).status === 0;
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await assayHere(['init', root]);
  mkdirSync(join(root, 'code'));
  writeFileSync(join(root, 'code/train.py'), 'one = 1\n');
  await assayHere(['add', join(root, 'code'), '--kind', 'code', '--name', 'code', '--revision', commit, ...at]);
});

function junit(name: string, cases: string): string {
  const path = join(folder, name);
  writeFileSync(path, `<testsuite name="s">${cases}</testsuite>`);
  return path;
}

test('a run of tests counts for its commit, and a later one hides no failure', async () => {
  const decided = async (code: number) => {
    const { because } = await validDocument('gate-decision', ['gate', 'decide', 'enter-training', 'code', ...at], code);
    return because.find(({ rule }: { rule: string }) => rule === 'code-passed-its-tests');
  };
  const imported = (path: string, id: string, code = 0) =>
    validDocument('import-tests', ['import-tests', path, '--commit', id, '--asset', 'code', ...at], code);
  const good = junit('good.xml', '<testcase name="a"/><testcase name="b"/>');
  expect((await imported(junit('none.xml', ''), commit, 2)).notes).toEqual(['no test was run']);
  expect((await decided(1)).cause).toBe('contradicted');

  writeFileSync(join(root, 'code/train.py'), 'one = 2\n');
  await assayHere(['add', join(root, 'code'), '--kind', 'code', '--name', 'code', '--revision', commit, ...at]);
  expect((await decided(2)).cause).toBe('missing');
  expect((await imported(good, commit)).counts).toEqual({ passed: 2, failed: 0, skipped: 0, flaky: 0 });
  expect((await decided(2)).outcome).toBe('pass');
  expect(
    (await imported(junit('skipped.xml', '<testcase name="a"/><testcase name="b"><skipped/></testcase>'), commit))
      .counts.skipped,
  ).toBe(1);
  expect((await decided(1)).outcome).toBe('fail');

  writeFileSync(join(root, 'code/train.py'), 'one = 3\n');
  await assayHere(['add', join(root, 'code'), '--kind', 'code', '--name', 'code', '--revision', commit, ...at]);
  await imported(good, 'b'.repeat(40));
  expect(await decided(1)).toMatchObject({ outcome: 'fail', cause: 'contradicted' });
  expect((await assayHere(['import-tests', good, '--commit', 'main', '--asset', 'code', ...at])).code).toBe(64);
  await imported(junit('bad.xml', '<testcase name="a"><failure/></testcase>'), commit, 1);
});

test.skipIf(!isHere)('a commit that nobody signed is no yes', async () => {
  const git = (...words: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: join(root, 'code') });
  git('init', '-q');
  git('add', 'train.py');
  git('commit', '-q', '-m', 'one');
  const found = await validDocument(
    'import-commit',
    ['import-commit', join(root, 'code'), '--asset', 'code', ...at],
    1,
  );
  expect(found).toMatchObject({ signature: 'unsigned', outcome: 'fail', dirty: false });
  expect((await assayHere(['import-commit', folder, '--asset', 'code', ...at])).code).toBe(2);
});
