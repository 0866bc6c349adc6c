// `assay attest`, `statements`, `proof` and `verify-proof` in this process, from a workspace to a file that verifies without it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assayHere as assay } from './assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-statements-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
let logKey = '';
let rootKey = '';
let asset = '';

beforeAll(async () => {
  const init = JSON.parse((await assay(['init', root, '--name', 'work', '--json'])).stdout);
  ({ logKey, rootKey } = init);
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/reviews.csv'), 'id,text\n1,good\n');
  const add = await assay(['add', join(folder, 'data'), '--kind', 'dataset', '--name', 'reviews', '--json', ...at]);
  expect([add.stderr, add.code]).toEqual(['', 0]);
  asset = JSON.parse(add.stdout).id;
});

afterAll(() => rmSync(folder, { recursive: true }));

const quality = {
  outcome: 'pass',
  contract: 'a'.repeat(64),
  rows: 1,
  rules: [],
};

/** A file of this text. */
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const stated = async (words: readonly string[], body: object): Promise<ReturnType<typeof JSON.parse>> => {
  const answer = await assay(['attest', ...words, '--predicate', '-', '--json', ...at], JSON.stringify(body));
  expect([answer.stderr, answer.code]).toEqual(['', 0]);
  return JSON.parse(answer.stdout);
};

test('a statement from its body to a listing, in full, and as it was signed', async () => {
  const { statement, logIndex } = await stated(['reviews', '--kind', 'data-quality'], quality);
  const list = await assay(['statements', 'reviews', ...at]);
  expect(list.code).toBe(0);
  expect(list.stdout).toMatch(/^ENTRY {2}ID +RECORDED +KIND +ABOUT +SIGNED BY +STANDING\n/);
  expect(list.stdout).toContain(`${statement.slice(0, 12)}  `);
  expect(list.stdout).toMatch(/data-quality +reviews@1 +[0-9a-f]{12} +verified\n/);

  const one = JSON.parse((await assay(['statements', statement.slice(0, 12), '--json', ...at])).stdout);
  expect(one).toMatchObject({
    schema: 'assay.statement/1',
    kind: 'data-quality',
    statement,
    logIndex,
    counts: true,
    signedBy: [rootKey],
    subjects: [{ name: 'reviews@1', sha256: asset }],
    body: quality,
  });
  expect((await assay(['statements', statement, ...at])).stdout).toMatch(/^data-quality\n {2}id {9}[0-9a-f]{64}\n/);
  const raw = JSON.parse((await assay(['statements', statement, '--raw', ...at])).stdout);
  expect(raw).toMatchObject({ _type: 'https://in-toto.io/Statement/v1', predicate: quality });

  expect(await stated(['reviews', '--kind', 'data-quality'], quality)).toMatchObject({ recorded: false, logIndex });
  const kinds = JSON.parse((await assay(['statements', '--kind', 'data-quality', '--json', ...at])).stdout);
  expect(kinds.statements).toMatchObject([{ statement, about: { name: 'reviews@1', sha256: asset }, subjects: 1 }]);
  const earlier = JSON.parse((await assay(['statements', '--before', '1', '--json', ...at])).stdout);
  expect(earlier).toMatchObject({ statements: [{ logIndex: 0, kind: 'key-change' }], more: false });
  expect(await assay(['statements', asset, '--kind', 'drift', ...at])).toMatchObject({
    code: 0,
    stdout: 'There is no such statement.\n',
  });
});

test('what a statement is about may be a digest in full, or stand in its body', async () => {
  const digest = 'c'.repeat(64);
  expect(await stated([digest, '--kind', 'data-quality'], quality)).toMatchObject({ subjects: [{ sha256: digest }] });
  expect((await assay(['statements', digest.slice(0, 8), ...at])).stdout).toContain('data-quality');
  const clause = JSON.parse((await assay(['explain', 'contract-clause'])).stdout.split('Example\n')[1] ?? '');
  const { subjects } = await stated(['--kind', 'contract-clause'], clause);
  expect(subjects).toEqual([{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  const other = await assay(
    ['attest', 'reviews', '--kind', 'contract-clause', '--predicate', '-', ...at],
    JSON.stringify(clause),
  );
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringContaining(`names ${subjects[0].sha256}, and not reviews@1`),
  ]);
});

test('what has expired is not stated again with the same words', async () => {
  const { attestSubject } = await import('#flow/statements/attest-subject');
  const { openWorkspace } = await import('#flow/workspace/workspace');
  const digest = 'e'.repeat(64);
  const { statement } = await stated([digest, '--kind', 'data-quality'], quality);
  const late = await openWorkspace(root, { now: () => new Date(Date.now() + 31 * 86_400_000) });
  const bytes = Buffer.from(JSON.stringify(quality));
  await expect(attestSubject(late, digest, 'data-quality', bytes)).rejects.toThrow(/states the same and has expired/);
  const { showStatement } = await import('#flow/statements/show-statement');
  const { logIndex } = JSON.parse((await assay(['statements', statement, '--json', ...at])).stdout);
  expect(await showStatement(late, logIndex)).toMatchObject({ standing: 'verified', expired: true, counts: false });
  await late.close();
});

test('all that is wrong with a body is named, with its place', async () => {
  const body = { ...quality, outcome: 'maybe', rows: -1, extra: 1, rules: [{}] };
  const { code, stderr } = await assay([
    'attest',
    'reviews',
    '--kind',
    'data-quality',
    '--predicate',
    file('wrong.json', JSON.stringify(body)),
    ...at,
  ]);
  expect(code).toBe(2);
  for (const place of ['outcome: ', 'rows: ', 'rules[0].rule: ', '"extra"']) expect(stderr).toContain(place);
  const before = JSON.parse((await assay(['statements', '--json', ...at])).stdout).logSize;
  for (const [text, reason] of [
    ['{"rows":1,"rows":2}', /same name stands twice/],
    ['[', /cannot be read/],
    ['', /cannot be read/],
  ] as const) {
    const no = await assay(['attest', 'reviews', '--kind', 'data-quality', '--predicate', '-', ...at], text);
    expect([no.code, no.stdout]).toEqual([2, '']);
    expect(no.stderr).toMatch(reason);
  }
  expect(JSON.parse((await assay(['statements', '--json', ...at])).stdout).logSize).toBe(before);
});

test.each([
  ['asset-manifest', 'assay add'],
  ['reference-move', 'assay tag'],
  ['key-change', 'assay keys'],
  ['data-destruction', 'assay store destroy'],
  ['foreign-attestation', 'assay import'],
  ['quality', 'did you mean data-quality?'],
])('kind %s: usage, and %s is named', async (kind, named) => {
  const { code, stderr } = await assay(['attest', 'reviews', '--kind', kind, '--predicate', '-', ...at], '{}');
  expect([code, stderr]).toEqual([64, expect.stringContaining(named)]);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test.each([
  [['attest', 'reviews']],
  [['attest', 'reviews', '--kind', 'data-quality']],
  [['attest', '--kind', 'data-quality', '--predicate', '-']],
  [['statements', '--raw']],
  [['statements', '--before', 'x']],
  [['proof']],
  [['verify-proof', 'x']],
  [['verify-proof', 'x', '--key', 'k', '--signer', 'abc']],
])('wrong usage: %j', async (words) => {
  const { stdout, stderr, code } = await assay(
    [...words, ...(words[0] === 'verify-proof' ? [] : at)],
    JSON.stringify(quality),
  );
  expect([stdout, code]).toEqual(['', 64]);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test('what is not there: 2 with the reason', async () => {
  const told: readonly (readonly [readonly string[], RegExp])[] = [
    [['statements', 'nobody'], /no reference "nobody"/],
    [['statements', 'ffffffff'], /nothing in the log begins with ffffffff/],
    [['attest', 'ffffffff', '--kind', 'data-quality', '--predicate', '-'], /nothing in the log/],
    [['attest', 'reviews', '--kind', 'data-quality', '--predicate', join(folder, 'absent')], /does not exist|no such/],
    [['proof', 'reviews', '--kind', 'drift'], /no statement of kind drift about reviews@1: nobody has stated it/],
    [['proof', 'reviews', '--output', join(folder, 'no/where')], /cannot be written/],
  ];
  for (const [words, reason] of told) {
    const { stdout, stderr, code } = await assay([...words, ...at], JSON.stringify(quality));
    expect([code, stdout], words.join(' ')).toEqual([2, '']);
    expect(stderr, words.join(' ')).toMatch(reason);
    expect(stderr).not.toMatch(/\n {4}at /);
  }
  const nowhere = await assay(['statements', '--workspace', tmpdir()]);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('assay init')]);
});

test('a proof verifies without the workspace, with the key of the log', async () => {
  const proof = join(folder, 'reviews.proof');
  expect(await assay(['proof', 'reviews', '--output', proof, ...at])).toEqual({ stdout: '', stderr: '', code: 0 });
  expect(readFileSync(proof).length).toBeLessThanOrEqual(4000);
  expect((await assay(['proof', asset, ...at])).stdout).toBe(readFileSync(proof, 'utf8'));
  const words = ['verify-proof', proof, '--key', logKey];
  const yes = await assay([...words, '--asset', join(folder, 'data'), '--signer', rootKey]);
  expect([yes.stderr, yes.code]).toEqual(['', 0]);
  expect(yes.stdout).toMatch(/^proven {2}asset-manifest\n/);
  expect(yes.stdout).toContain(`signed by  ${rootKey}\n`);
  expect(yes.stdout).toContain('is what it is about');
  expect(yes.stdout).not.toContain('yours to judge');
  const report = JSON.parse((await assay([...words, '--json'])).stdout);
  expect(report).toMatchObject({
    verified: true,
    kind: 'asset-manifest',
    subjects: [{ name: 'reviews', sha256: asset }],
    body: { name: 'reviews' },
    signedBy: [rootKey],
    logIndex: 1,
    witnesses: [],
  });
  expect((await assay(words)).stdout).toContain('yours to judge');
});

test('a proof of other files, other keys, another log, or with a changed byte is refused', async () => {
  const proof = join(folder, 'refused.proof');
  await assay(['proof', 'reviews', '--output', proof, ...at]);
  const words = ['verify-proof', proof, '--key', logKey];
  mkdirSync(join(folder, 'other'));
  file('other/reviews.csv', 'id,text\n1,bad\n');
  const refused = async (more: readonly string[], code: string): Promise<void> => {
    const answer = await assay([...words, ...more, '--json']);
    expect([answer.stderr, answer.code]).toEqual(['', 1]);
    expect(JSON.parse(answer.stdout)).toMatchObject({ verified: false, code });
  };
  await refused(['--asset', join(folder, 'other')], 'ASSET_CHANGED');
  await refused(['--signer', 'ab'.repeat(32)], 'ATTEST_UNTRUSTED');
  const text = await assay([...words, '--asset', join(folder, 'other')]);
  expect([text.code, text.stdout]).toEqual([1, expect.stringMatching(/^refused {2}.*the statement is about/)]);
  const stranger = JSON.parse((await assay(['init', join(folder, 'stranger'), '--json'])).stdout);
  const other = await assay(['verify-proof', proof, '--key', stranger.logKey]);
  expect([other.code, other.stdout]).toEqual([1, expect.stringMatching(/^refused/)]);
  const gone = await assay([...words, '--asset', join(folder, 'absent')]);
  expect(gone.code).toBe(2);
  const noProof = await assay(['verify-proof', file('no.proof', 'hello\n'), '--key', logKey]);
  expect([noProof.code, noProof.stdout]).toEqual([2, '']);
  const bytes = readFileSync(proof);
  for (let index = 0; index < bytes.length; index += 7) {
    writeFileSync(proof, bytes.with(index, (bytes[index] ?? 0) ^ 1));
    const { code } = await assay(words);
    expect([1, 2], `byte ${index}`).toContain(code);
  }
});

test('a file alone is what a statement about its digest is about', async () => {
  const lone = file('weights.bin', 'weights');
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256').update('weights').digest('hex');
  const { statement } = await stated([digest, '--kind', 'data-quality'], quality);
  const proof = join(folder, 'lone.proof');
  await assay(['proof', statement, '--output', proof, ...at]);
  expect((await assay(['verify-proof', proof, '--key', logKey, '--asset', lone])).code).toBe(0);
});

test('explain tells what a kind of statement is', async () => {
  const { stdout, code } = await assay(['explain', 'data-quality']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^data-quality {2}/);
  expect(stdout).toContain('made by   assay attest ASSET --kind data-quality --predicate FILE');
  expect(stdout).toMatch(/\n {2}outcome +one of pass, fail, inconclusive\n/);
  expect(stdout).toMatch(/\n {2}violations +sha-256 \(optional\)\n/);
  expect((await assay(['explain', 'key-change'])).stdout).toContain('Fields with action rotate\n');
  expect((await assay(['explain', 'asset-manifest'])).stdout).toContain('made by   assay add\n');
  expect((await assay(['explain'])).stdout).toContain('Kinds of statements\n');
  const near = await assay(['explain', 'qualit']);
  expect([near.code, near.stderr]).toEqual([64, expect.stringContaining('data-quality')]);
});
