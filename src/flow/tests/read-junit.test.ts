// What build servers write, and what it must not be taken for.
import { describe, expect, test } from 'vitest';
import { readJunit } from './read-junit.ts';

async function states(xml: string): Promise<readonly (readonly [string, string])[]> {
  return [...(await readJunit(Buffer.from(xml))).tests];
}

const one = (inner: string, name = 'a') => `<testcase classname="c" name="${name}">${inner}</testcase>`;

describe('states', () => {
  test.each([
    ['passed', one('')],
    ['failed', one('<failure message="x">stack</failure>')],
    ['failed', one('<error/>')],
    ['skipped', one('<skipped/>')],
    ['flaky', one('<flakyFailure>once</flakyFailure>')],
    ['failed', one('<failure/><rerunFailure/>')],
    ['flaky', one('<failure/>') + one('')],
    ['flaky', one('') + one('<error/>')],
    ['failed', one('<failure/>') + one('<failure/>')],
    ['failed', one('<failure/>') + one('<skipped/>')],
    ['skipped', one('') + one('<skipped/>')],
    ['passed', one('<system-out>failure</system-out><properties><property name="failure" value="1"/></properties>')],
  ])('%s: %s', async (state, cases) => {
    expect(await states(`<testsuite>${cases}</testsuite>`)).toEqual([['c > a', state]]);
  });
});

test('suites in suites, and tests of the same name in different classes', async () => {
  const xml = `<testsuites><testsuite name="s"><testsuite name="t">${one('', 'a')}${one('<failure/>', 'b')}</testsuite></testsuite>
    <testsuite><testcase name="a"/></testsuite></testsuites>`;
  expect(await states(xml)).toEqual([
    ['c > a', 'passed'],
    ['c > b', 'failed'],
    ['a', 'passed'],
  ]);
});

describe('what the file says of itself', () => {
  test.each([
    [
      'more tests than it lists',
      '<testsuite name="s" tests="3"><testcase name="a"/></testsuite>',
      ['s says that it ran 3 tests, and lists 1'],
    ],
    [
      'failures that it does not list',
      '<testsuite name="s" tests="1" errors="2"><testcase name="a"/></testsuite>',
      ['s says that 2 failed, and lists none'],
    ],
    [
      'what it holds',
      '<testsuite name="s" tests="1" failures="1"><testcase name="a"><failure/></testcase></testsuite>',
      [],
    ],
    ['nonsense', '<testsuite name="s" tests="many" failures="-1"><testcase name="a"/></testsuite>', []],
  ])('%s', async (_, xml, contradictions) => {
    expect((await readJunit(Buffer.from(xml))).contradictions).toEqual(contradictions);
  });
});

test('no tests are no tests', async () => {
  expect((await readJunit(Buffer.from('<testsuites/>'))).tests.size).toBe(0);
});

test.each([
  ['something else', '<html><testcase name="a"/></html>'],
  ['cut', '<testsuite><testcase name="a">'],
  ['no XML', 'ok 1 - a'],
  ['nested too deeply', `<testsuite>${'<a>'.repeat(5000)}`],
])('refused: %s', async (_, xml) => {
  await expect(readJunit(Buffer.from(xml))).rejects.toThrow(expect.objectContaining({ code: 'DATA_DOCUMENT' }));
});

test('entities are not expanded: a name stays what is written', async () => {
  const xml = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><testsuite><testcase name="&b;"/></testsuite>';
  expect(await states(xml)).toEqual([['&b;', 'passed']]);
});
