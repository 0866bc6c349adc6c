// What `assay gate` prints with --json follows its published schema, and the exit code says yes, no or not known.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { setIdentity } from '#flow/access/set-identity';
import { openWorkspace } from '#flow/workspace/workspace';
import { shippedGates } from '#gates/shipped-gates';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-gate-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
afterAll(() => rmSync(folder, { recursive: true }));

test('gates and decisions', async () => {
  await assayHere(['init', root]);
  mkdirSync(join(root, 'reviews'));
  writeFileSync(join(root, 'reviews/a.txt'), 'good');
  await assayHere(['add', join(root, 'reviews'), '--kind', 'dataset', '--name', 'reviews', ...at]);
  await validDocument('gates', ['gate', 'list']);
  for (const { name } of shippedGates) await validDocument('gate', ['gate', 'show', name]);

  await validDocument('gate-decision', ['gate', 'decide', 'train-with', 'reviews', ...at], 2);
  const own = join(folder, 'own.yaml');
  writeFileSync(
    own,
    "schema: assay.gate/1\nname: own\npurpose: For tests.\nrequires:\n  - id: unchanged\n    evidence: integrity-check\n    where: body.outcome == 'pass'\n",
  );
  await assayHere(['verify', 'reviews', '--record', ...at]);
  const { recorded } = await validDocument('gate-decision', ['gate', 'decide', own, 'reviews', '--record', ...at]);
  await validDocument('gate-recompute', ['gate', 'recompute', recorded, ...at]);
  expect((await validDocument('reopened', ['gate', 'reopened', ...at])).reopened).toEqual([]);
  await validDocument('gate-explanation', ['gate', 'explain', 'train-with', 'reviews', ...at], 2);

  writeFileSync(join(root, 'reviews/a.txt'), 'bad');
  await assayHere(['verify', 'reviews', '--record', '--deep', ...at]);
  await validDocument('gate-decision', ['gate', 'decide', own, 'reviews', ...at], 1);
  const { now } = await validDocument('gate-recompute', ['gate', 'recompute', recorded, ...at]);
  expect(now.decision).toBe('deny');
  const { reopened } = await validDocument('reopened', ['gate', 'reopened', ...at], 1);
  expect(reopened).toMatchObject([
    { gate: 'own', now: 'deny', causes: [{ cause: 'contradicted', rule: 'unchanged' }] },
  ]);
  await validDocument('gate-explanation', ['gate', 'explain', own, 'reviews', ...at], 1);
});

test('two others let something through, for a time', async () => {
  const waive = (key: string, gate = 'train-with'): readonly string[] => [
    ...['gate', 'waive', gate, 'keeps-its-contract', 'reviews@1', '--reason', 'a demonstration', '--approver', key],
    ...['--until', new Date(Date.now() + 86_400_000).toISOString(), '--signing-key', join(folder, key), ...at],
  ];
  for (const name of ['ann', 'ben']) {
    await assayHere(['keys', 'create', join(folder, name)]);
    const trust = [
      'keys',
      'trust',
      join(folder, `${name}.pub`),
      '--roles',
      'risk-decision',
      '--holder',
      name,
      '--why',
      'approver',
      ...at,
    ];
    expect((await assayHere(trust)).stderr).toBe('');
  }
  await describePeople(['ann', 'ben']);
  expect((await assayHere(waive('ann').slice(0, -4).concat(at))).stderr).toContain('somebody else has to');
  expect((await validDocument('gate-waiver', waive('ann'))).counts).toBe(false);
  expect((await validDocument('gate-waiver', waive('ann'))).counts).toBe(false);
  expect((await validDocument('gate-waiver', waive('ben'))).counts).toBe(true);
  const { because } = await validDocument('gate-decision', ['gate', 'decide', 'train-with', 'reviews@1', ...at], 1);
  expect(because.find(({ rule }: { rule: string }) => rule === 'keeps-its-contract').waiver.approvers).toEqual([
    'ann',
    'ben',
  ]);
});

/** Until somebody says who holds a key, it is not known that two keys are two people. */
async function describePeople(names: readonly string[]): Promise<void> {
  const workspace = await openWorkspace(root);
  for (const identity of names)
    await setIdentity(workspace, { identity, kind: 'person', roles: ['security-engineer'], why: 'test' });
  await workspace.close();
}

test('a test of a gate', async () => {
  const file = join(folder, 'test.yaml');
  const cases = (expected: string): string =>
    `schema: assay.gate-test/1\ngate: own.yaml\ncases:\n  - {name: nothing, expect: ${expected}}\n`;
  writeFileSync(file, cases('deny'));
  expect((await validDocument('gate-test-report', ['gate', 'test', file])).outcome).toBe('pass');
  writeFileSync(file, cases('allow'));
  expect((await validDocument('gate-test-report', ['gate', 'test', file], 1)).outcome).toBe('fail');
  writeFileSync(file, 'a: &a [1]\nb: *a\n');
  expect((await assayHere(['gate', 'test', file])).code).toBe(2);
});

test('the machine', async () => {
  const { answers } = await validDocument('doctor', ['doctor']);
  expect(answers[0]).toMatchObject({ what: 'Node.js', isThere: true, found: process.versions.node });
  expect((await assayHere(['doctor'])).stdout).toContain('onnxruntime-node');
});

test('a gate that nobody can decide is said before anything is asked', async () => {
  const broken = join(folder, 'broken.yaml');
  writeFileSync(
    broken,
    'schema: assay.gate/1\nname: x\npurpose: y\nrequires:\n  - {id: a, evidence: svr, where: body.nothing == 1}\n',
  );
  const answer = await assayHere(['gate', 'show', broken]);
  expect([answer.code, answer.stderr]).toEqual([2, expect.stringContaining('No such key: nothing')]);
  expect((await assayHere(['gate', 'decide', 'no-such-gate', 'reviews', ...at])).stderr).toContain('known are');
  writeFileSync(broken, 'a: &a [1]\nb: *a\n');
  expect((await assayHere(['gate', 'show', broken])).code).toBe(2);
});
