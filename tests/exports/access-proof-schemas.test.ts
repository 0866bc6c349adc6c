// What `assay access prove` and `diff` print with --json follows its published schema, and the exit code says yes, no or not known.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { assayHere } from '../scripts/assay-here.ts';
import { expectValid, validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-access-proof-'));
const empty = mkdtempSync(join(folder, 'empty-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const invariant = `schema: assay.invariant/1
name: restricted-needs-a-grant
sentence: Nobody reads restricted assets without a grant with a purpose.
forbids:
  - actions: [read, export]
    resource: {type: asset}
    when: resource.sensitivity >= 3 && !(context has grant && context.grant.purpose != "")
`;
const auditor =
  '@reason("auditors read data")\npermit (principal in Role::"auditor", action == Action::"read", resource in Zone::"data-engineering");\n';

test('proofs', async () => {
  const own = written('own.yaml', invariant);
  expectValid('invariant', parse(invariant));
  const { invariants } = await validDocument('invariants', ['access', 'prove', '--list']);
  for (const one of invariants) expectValid('invariant', one);

  const proved = await validDocument('access-prove', [
    'access',
    'prove',
    'two-people',
    '--policies',
    'shipped',
    '--check',
    '6',
  ]);
  expect(proved.results[0].answer).toBe('proved');
  expect(proved.translation).toEqual({ requests: 6, seed: 1, disagreements: 0 });
  const refuted = await validDocument('access-prove', ['access', 'prove', 'two-people', own], 1);
  expect(refuted.results.map(({ answer }: { answer: string }) => answer)).toEqual(['proved', 'refuted']);

  const odd = written(
    'odd.cedar',
    '@reason("x")\npermit (principal, action, resource) when { ip("::1").isLoopback() };\n',
  );
  const unknown = await validDocument('access-prove', ['access', 'prove', 'two-people', '--policies', odd], 2);
  expect(unknown.results[0].reason).toContain('isLoopback in the policy odd');
});

test('differences', async () => {
  const reads = written('auditor-reads.cedar', auditor);
  expect((await validDocument('access-diff', ['access', 'diff', 'shipped', 'in-force'])).answer).toBe('same');
  const found = await validDocument('access-diff', ['access', 'diff', 'in-force', reads], 1);
  const [{ change, roles, action, place, allowedBy }] = found.differences;
  expect([found.isWhole, found.differences.length]).toEqual([true, 1]);
  expect({ change, roles, action, place, allowedBy }).toEqual({
    change: 'gains',
    roles: ['auditor'],
    action: 'read',
    place: { zone: 'data-engineering' },
    allowedBy: ['auditor-reads'],
  });
  const odd = written(
    'odd.cedar',
    '@reason("x")\npermit (principal, action, resource) when { ip("::1").isLoopback() };\n',
  );
  await validDocument('access-diff', ['access', 'diff', 'in-force', odd], 2);
});

test.each([
  ['schema: assay.invariant/1\nname: x\nsentence: y\nforbids: []\n', 'forbids'],
  ['schema: assay.invariant/1\nname: x\nsentence: y\nforbids: [{actions: [fly]}]\n', 'actions'],
  [
    'schema: assay.invariant/1\nname: x\nsentence: y\nforbids: [{actions: [read], resource: {type: policy, zones: [a]}}]\n',
    'lies in no zone',
  ],
  ['schema: assay.invariant/1\nname: x\nsentence: y\nforbids: [{actions: [read]}]\nwithOneRole: true\n', 'withOneRole'],
  ['a: &a [1]\nb: *a\n', 'YAML'],
  ['{', 'YAML'],
])('an invariant that says nothing is refused: %s', async (text, reason) => {
  const answer = await assayHere(['access', 'prove', written('bad.yaml', text)]);
  expect([answer.code, answer.stderr]).toEqual([2, expect.stringContaining(reason)]);
});

test.each([
  [['access', 'prove', 'nothing-like-it'], 'there is no invariant'],
  [['access', 'prove', '--policies', 'nowhere'], 'neither in-force, shipped'],
  [['access', 'diff', 'shipped', empty], 'there is no policy in'],
])('words that name nothing: %s', async (words, reason) => {
  const answer = await assayHere(words);
  expect([answer.code, answer.stderr]).toEqual([64, expect.stringContaining(reason)]);
});
