// What `assay access` and `assay policy` print with --json follows its published schema, and the exit code says yes or no.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assayHere } from '../scripts/assay-here.ts';
import { validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-access-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const as = (name: string): readonly string[] => ['--signing-key', join(folder, name), ...at];
const until = new Date(Date.now() + 86_400_000).toISOString();
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: readonly string[]): Promise<void> {
  expect((await assayHere(words)).stderr, words.join(' ')).toBe('');
}

async function refused(words: readonly string[], code: number, reason: RegExp): Promise<void> {
  const answer = await assayHere(words);
  expect([answer.code, answer.stdout], words.join(' ')).toEqual([code, '']);
  expect(answer.stderr).toMatch(reason);
  expect(answer.stderr).not.toMatch(/\n {4}at /);
}

beforeAll(async () => {
  await run('init', root, '--name', 'work');
  mkdirSync(join(root, 'reviews'));
  writeFileSync(join(root, 'reviews/a.csv'), 'id,text\n1,good\n');
  await run(
    'add',
    join(root, 'reviews'),
    '--kind',
    'dataset',
    '--name',
    'reviews',
    '--sensitivity',
    'restricted',
    ...at,
  );
  for (const name of ['ann', 'ben', 'dan']) {
    await run('keys', 'create', join(folder, name));
    await run('keys', 'trust', join(folder, `${name}.pub`), '--roles', '*', '--holder', name, '--why', 'joined', ...at);
  }
});

const identity = (...words: readonly string[]): Promise<unknown> =>
  validDocument('access-identity', ['access', 'identity', 'set', ...words, '--why', 'joined', ...at]);
const grant = (...words: readonly string[]): readonly string[] => [
  ...['access', 'grant', 'ann', 'reviews', '--permits', 'read', '--purpose', 'labels', '--until', until, ...words],
];

test('identities, rights and tokens', async () => {
  await identity('root', '--role', 'owner', '--person', 'Carla');
  await identity('ben', '--role', 'security-engineer');
  await identity('dan', '--role', 'auditor', '--role', 'data-engineer', '--hours', 'Europe/Berlin,8-18,1-5');
  await identity('ci', '--service');
  await identity('ann', '--organisation', 'Example', '--screening', `2025-118,hr.example.org,${until}`);
  const explain = ['access', 'explain', 'ann', 'read', 'reviews', ...at];
  expect((await validDocument('access-explain', explain, 1)).wouldNeed.length).toBeGreaterThan(0);
  const granted = await validDocument('access-grant', [...grant(), ...as('ben')]);
  expect(granted.screening.record).toBe('2025-118');
  await validDocument('access-explain', explain);
  await run('checkout', 'reviews', join(folder, 'out'), ...as('ann'));
  const { holders } = await validDocument('access-who-can', ['access', 'who-can', 'read', 'reviews', ...at]);
  expect(holders[0]).toMatchObject({ identity: 'ann', because: ['granted'] });
  const issue = [
    'access',
    'token',
    'issue',
    'ann',
    '--label',
    'ci',
    '--actions',
    'see',
    '--zones',
    'training',
    '--until',
    until,
  ];
  const { secret } = await validDocument('access-token', [...issue, '--why', 'ci', ...at]);
  const { tokens } = await validDocument('access-tokens', ['access', 'token', 'list', ...at]);
  expect(JSON.stringify(tokens)).not.toContain(secret);
  await validDocument('access-token-revoke', ['access', 'token', 'revoke', 'ci', '--why', 'done', ...at]);
  await validDocument('access-revoke', ['access', 'revoke', granted.statement, '--why', 'done', ...at]);
  await validDocument('access-identity', ['access', 'identity', 'end', 'ci', '--why', 'gone', ...at]);
  const { identities } = await validDocument('access-identities', ['access', 'identity', 'list', ...at]);
  expect(identities.length).toBe(5);
});

test('an exception is looked at by somebody else, and the review says what is left to do', async () => {
  await identity('ann');
  const asked = grant('--exception', 'the labels are needed tonight');
  await refused([...grant(), ...as('ben')], 2, /screened: restricted bytes/);
  const { statement } = await validDocument('access-grant', [...asked, ...as('ben')]);
  const { findings } = await validDocument('access-review', ['access', 'review', '--unused-days', '0', ...at], 1);
  const kinds = findings.map(({ kind }: { kind: string }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['unused', 'exception', 'powers']));
  await refused(['access', 'review', '--accept', statement, ...at], 64, /--why/);
  await validDocument('access-exception', ['access', 'review', '--accept', statement, '--why', 'looked', ...at]);
  const { lapsed } = await validDocument(
    'access-review',
    ['access', 'review', '--unused-days', '0', '--lapse', ...at],
    1,
  );
  expect(lapsed).toEqual([statement]);
});

test('rules are changed by two people, and shown beforehand', async () => {
  const file = join(folder, 'rule.cedar');
  writeFileSync(
    file,
    '@reason("auditors read what is public")\npermit (principal in Role::"auditor", action == Action::"read", resource is Asset) when { resource.sensitivity == 0 };\n',
  );
  const change = ['policy', 'change', 'access/auditors-read', '--file', file, '--why', 'asked for'];
  const shown = await validDocument('policy-change', [...change, ...at]);
  expect([shown.state, shown.difference.rights.length > 0]).toEqual(['shown', true]);
  const { statement } = await validDocument('policy-change', [...change, '--sign', ...at]);
  const { proposals } = await validDocument('policies', ['policy', 'list', ...at]);
  expect(proposals).toMatchObject([{ statement, by: ['root'] }]);
  const approve = ['policy', 'approve', statement, '--why', 'fine', '--sign'];
  await refused([...approve, ...at], 2, /you have said so already/);
  await refused([...approve, ...as('dan')], 1, /access denied/);
  expect((await validDocument('policy-change', [...approve, ...as('ben')])).state).toBe('in-force');
  expect((await validDocument('policy-document', ['policy', 'show', 'access/auditors-read', ...at])).origin).toBe(
    'own',
  );
  await validDocument('policy-document', ['policy', 'show', 'zones/training', ...at]);
  await validDocument('policy-change', ['policy', 'change', 'access/auditors-read', '--shipped', '--why', 'no', ...at]);
});

test.each([
  [['access', 'explain', 'ann', 'fly', 'reviews'], /no action "fly"/],
  [['access', 'explain', 'ann', 'read', 'zone:../x'], /names no zone/],
  [['access', 'grant', 'ann', 'reviews', '--permits', '*', '--purpose', 'x', '--until', until], /no action/],
  [['access', 'grant', 'ann', 'reviews', '--permits', 'read', '--purpose', 'x'], /until/],
  [
    [
      'access',
      'token',
      'issue',
      'ann',
      '--label',
      'x',
      '--actions',
      'see',
      '--zones',
      'training',
      '--until',
      '2099-01-01',
      '--why',
      'x',
    ],
    /within 365 days/,
  ],
  [['access', 'identity', 'set', 'ann', '--hours', 'Mars/Base,8-18,1-5', '--why', 'x'], /working hours/],
  [['access', 'identity', 'set', 'ann', '--screening', 'x', '--why', 'x'], /record of a screening/],
  [['access', 'identity', 'set', 'ci', '--service', '--person', 'ann', '--why', 'x'], /service is no person/],
  [['policy', 'change', 'access/../x', '--file', 'README.md', '--why', 'x'], /no rule/],
  [['policy', 'change', 'access/x', '--why', 'x'], /--file FILE, or --shipped/],
  [['policy', 'change', 'access/x', '--file', 'nowhere', '--why', 'x'], /cannot be read/],
])('wrong usage: %j', async (words, reason) => {
  await refused([...words, ...at], 64, reason);
});
