// `assay keys list`, `trust`, `rotate` and `revoke` in this process: from a new key to what falls with an old one.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rotateKey } from '#flow/keys/rotate-key';
import { openWorkspace } from '#flow/workspace/workspace';
import { predicate as dataQuality } from '#predicates/data-quality';
import { assayHere as assay } from './assay-here.ts';

let folder = '';
let root = '';
let at: readonly string[] = [];
let rootKey = '';
const digest = 'd'.repeat(64);
const body = JSON.stringify(dataQuality.example);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'assay-keys-'));
  root = join(folder, 'work');
  at = ['--workspace', root];
  ({ rootKey } = JSON.parse((await assay(['init', root, '--name', 'work', '--json'])).stdout));
});

afterEach(() => rmSync(folder, { recursive: true }));

type Document = ReturnType<typeof JSON.parse>;

async function ok(words: readonly string[], input = ''): Promise<Document> {
  const { stdout, stderr, code } = await assay([...words, '--json', ...at], input);
  expect([stderr, code], words.join(' ')).toEqual(['', 0]);
  return JSON.parse(stdout);
}

async function refused(words: readonly string[], code: number, reason: RegExp, input = ''): Promise<void> {
  const answer = await assay([...words, ...at], input);
  expect([answer.code, answer.stdout], words.join(' ')).toEqual([code, '']);
  expect(answer.stderr).toMatch(reason);
  expect(answer.stderr).not.toMatch(/\n {4}at /);
}

const state = (rows = 1): Promise<Document> =>
  ok(
    ['attest', digest, '--kind', 'data-quality', '--predicate', '-'],
    JSON.stringify({ ...dataQuality.example, rows }),
  );
const soon = (): string => new Date(Date.now() + 1).toISOString();
const newKey = async (name: string, words: readonly string[] = []): Promise<Document> =>
  JSON.parse((await assay(['keys', 'create', join(folder, name), '--kind', 'ed25519', '--json', ...words])).stdout);

test('a key is trusted with its roles and holder, and listed with what it signed', async () => {
  const { keyId, publicPath } = await newKey('anna');
  const trusted = await ok([
    ...['keys', 'trust', publicPath, '--roles', 'data-quality', '--roles', 'evaluation', '--holder', 'Anna'],
    ...['--valid-from', '2026-01-01', '--why', 'new colleague'],
  ]);
  expect(trusted).toMatchObject({
    schema: 'assay.keys-trust/1',
    key: keyId,
    kind: 'ed25519',
    roles: ['data-quality', 'evaluation'],
    holder: 'Anna',
    validFrom: '2026-01-01T00:00:00.000Z',
    logIndex: 1,
  });
  const { keys } = await ok(['keys', 'list']);
  expect(keys).toMatchObject([
    {
      id: rootKey,
      state: 'trusted',
      roles: ['*'],
      isRoot: true,
      signsHere: true,
      signed: { counting: { 'key-change': 2 }, fallen: 0 },
    },
    { id: keyId, holder: 'Anna', isRoot: false, signsHere: false, signed: { counting: {}, fallen: 0 } },
  ]);
  const { stdout } = await assay(['keys', 'list', ...at]);
  expect(stdout).toContain(`${rootKey}  trusted, root key, signs here\n`);
  expect(stdout).toContain('  holder    Anna\n  roles     data-quality, evaluation\n');
});

test.each([
  [['keys', 'trust', 'x.pem']],
  [['keys', 'trust', 'x.pem', '--roles', 'keys']],
  [['keys', 'trust', 'README.md', '--roles', 'nothing', '--why', 'x']],
  [['keys', 'trust', 'README.md', '--roles', 'key-change', '--why', 'x']],
  [['keys', 'revoke', 'abcdef01', '--why', 'x']],
  [['keys', 'revoke', 'abcdef01', '--from', 'yesterday', '--why', 'x']],
  [['keys', 'revoke', 'abcdef01', '--from', '2026-02-30', '--why', 'x']],
  [['keys', 'revoke', 'abc', '--from', '2026-02-03', '--why', 'x']],
  [['keys', 'rotate', '--new-key', 'pkcs11:token=x']],
])('wrong usage: %j', async (words) => {
  await refused(words, 64, /./);
});

test('what cannot be: 2 with the reason, and nothing is logged', async () => {
  const { publicPath } = await newKey('key');
  await ok(['keys', 'trust', publicPath, '--roles', 'data-quality', '--why', 'x']);
  await refused(['keys', 'trust', join(folder, 'none'), '--roles', 'keys', '--why', 'x'], 2, /does not exist/);
  await refused(['keys', 'trust', join(folder, 'key'), '--roles', 'keys', '--why', 'x'], 2, /private key/);
  await refused(['keys', 'revoke', 'ffffffff', '--from', '2026-02-03', '--why', 'x'], 2, /knows no key/);
  await refused(['keys', 'revoke', rootKey, '--from', soon(), '--why', 'x'], 64, /keys rotate/);
  await refused(['keys', 'rotate', '--new-key', join(folder, 'key')], 2, /knows the key .* already/);
  await refused(['keys', 'rotate', '--new-key', join(folder, 'none')], 2, /does not exist/);
  expect((await ok(['status'])).log.size).toBe(2);
});

test('after a rotation the new key signs, the old one does not, and what it signed still counts', async () => {
  const { statement } = await state();
  const rotated = await ok(['keys', 'rotate', '--why', 'a year has passed']);
  expect(rotated).toMatchObject({ schema: 'assay.keys-rotate/1', old: rootKey, completed: false, logIndex: 2 });
  expect(rotated.path).toBe(join(root, '.assay/keys/workspace-2'));
  expect(statSync(rotated.path).mode & 0o077).toBe(0);
  const after = await state();
  expect((await ok(['statements', after.statement])).signedBy).toEqual([rotated.key]);
  expect((await ok(['statements', statement])).counts).toBe(true);
  const { keys } = await ok(['keys', 'list']);
  expect(keys).toMatchObject([
    { id: rootKey, state: 'replaced', replacedBy: rotated.key, isRoot: false, signsHere: false },
    { id: rotated.key, state: 'trusted', isRoot: true, signsHere: true, roles: ['*'] },
  ]);
  expect((await ok(['status'])).signingKey).toEqual({ id: rotated.key });
  // Once more, and with a key that was made elsewhere.
  await newKey('given');
  const again = await ok(['keys', 'rotate', '--new-key', join(folder, 'given')]);
  expect([again.old, again.path]).toEqual([rotated.key, join(root, '.assay/keys/workspace-3')]);
  expect(readFileSync(again.path)).toEqual(readFileSync(join(folder, 'given')));
  await state();
});

test('a sealed key hands over to one that is sealed', async () => {
  const sealed = join(folder, 'sealed');
  writeFileSync(join(folder, 'old'), 'correct horse\n');
  writeFileSync(join(folder, 'new'), 'battery staple\n');
  await assay(['init', sealed, '--passphrase-file', join(folder, 'old')]);
  const words = ['--workspace', sealed, '--json'];
  const same = await assay(['keys', 'rotate', '--passphrase-file', join(folder, 'old'), ...words]);
  expect([same.stderr, same.code]).toEqual(['', 0]);
  const { path } = JSON.parse(same.stdout);
  expect(readFileSync(path, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  const other = await assay([
    ...['keys', 'rotate', '--passphrase-file', join(folder, 'old'), '--new-passphrase-file', join(folder, 'new')],
    ...words,
  ]);
  expect([other.stderr, other.code]).toEqual(['', 0]);
  const attest = ['attest', digest, '--kind', 'data-quality', '--predicate', '-', '--workspace', sealed];
  expect((await assay([...attest, '--passphrase-file', join(folder, 'old')], body)).code).toBe(2);
  expect((await assay([...attest, '--passphrase-file', join(folder, 'new')], body)).code).toBe(0);
});

test('a rotation that was interrupted is completed by the next one, wherever it stopped', async () => {
  const keys = join(root, '.assay/keys');
  const config = join(root, '.assay/config.json');
  const before = readFileSync(config);
  // After the private half was written, and after the public half was.
  await newKey('left');
  cpSync(join(folder, 'left'), join(keys, 'workspace-2'));
  const { keyId } = JSON.parse((await assay(['keys', 'show', join(folder, 'left'), '--json'])).stdout);
  await refused(['keys', 'rotate', '--new-key', join(folder, 'left')], 64, /interrupted/);
  expect(existsSync(join(keys, 'workspace-2.pub'))).toBe(true);
  expect(await ok(['keys', 'rotate'])).toMatchObject({ key: keyId, completed: false, logIndex: 1 });
  expect(existsSync(join(keys, 'workspace-3'))).toBe(false);
  // After the statement, before the configuration.
  writeFileSync(config, before);
  await refused(
    ['attest', digest, '--kind', 'data-quality', '--predicate', '-'],
    2,
    /nothing was recorded: the key .* has been replaced by .*assay keys rotate completes/,
    body,
  );
  const status = await assay(['status', ...at]);
  expect([status.code, status.stdout]).toEqual([1, expect.stringContaining('has been replaced by')]);
  const completed = await ok(['keys', 'rotate']);
  expect(completed).toMatchObject({ old: rootKey, key: keyId, completed: true });
  expect(completed).not.toHaveProperty('statement');
  await state();
  expect((await ok(['status'])).log.size).toBe(3);
  // The file of the new key is lost.
  writeFileSync(config, before);
  rmSync(join(keys, 'workspace-2'));
  rmSync(join(keys, 'workspace-2.pub'));
  await refused(['keys', 'rotate'], 2, /whose private key is not in/);
});

test('a revocation tells beforehand what falls, and then it does', async () => {
  const { statement } = await state();
  const { key } = await ok(['keys', 'rotate']);
  const from = soon();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = await state();
  const third = await state(2);
  const { keyId, publicPath } = await newKey('successor');
  // What falls with the key includes the keys that it trusted, and here nothing else may.
  const dry = await assay(['keys', 'revoke', key, '--from', from, '--why', 'test', '--dry-run', ...at]);
  expect([dry.stderr, dry.code]).toEqual(['', 0]);
  expect(dry.stdout).toMatch(/^would revoke .*\n2 statements would not count any more:\n +2 {2}data-quality\n/);
  expect((await ok(['statements', second.statement])).counts).toBe(true);
  await ok(['keys', 'trust', publicPath, '--roles', '*', '--why', 'successor']);
  const preview = await ok(['keys', 'revoke', key, '--from', from, '--why', 'test', '--dry-run']);
  expect(preview.invalidated).toMatchObject({ total: 3, kinds: { 'data-quality': 2, 'key-change': 1 } });
  const workspace = await openWorkspace(root);
  const rotated = await rotateKey(workspace, { why: 'the laptop was lost' });
  await workspace.close();
  // The rotation itself stands on the key, so the time cannot be before it.
  await refused(['keys', 'revoke', key, '--from', from, '--why', 'lost'], 2, /would undo the rotation/);
  const late = soon();
  const none = await ok(['keys', 'revoke', key, '--from', late, '--why', 'lost']);
  expect(none).toMatchObject({ recorded: true, invalidated: { total: 0, kinds: {}, statements: [] } });
  expect((await ok(['keys', 'list'])).keys.map((one: Document) => [one.id, one.state])).toEqual([
    [rootKey, 'replaced'],
    [key, 'revoked'],
    [keyId, 'trusted'],
    [rotated.key, 'trusted'],
  ]);
  for (const id of [statement, second.statement, third.statement]) {
    expect((await ok(['statements', id])).counts).toBe(true);
  }
});

test('what a revoked key signed is shown with the reason, and cannot be proven any more', async () => {
  // A second workspace key with its own holder signs, and is revoked by the root key.
  const { keyId, publicPath } = await newKey('second');
  await ok(['keys', 'trust', publicPath, '--roles', 'data-quality', '--why', 'helper']);
  const config = join(root, '.assay/config.json');
  const before = readFileSync(config, 'utf8');
  cpSync(join(folder, 'second'), join(root, '.assay/keys/second'));
  cpSync(publicPath, join(root, '.assay/keys/second.pub'));
  writeFileSync(config, before.replace('keys/workspace', 'keys/second'));
  const from = soon();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { statement } = await state();
  await refused(
    ['keys', 'trust', publicPath, '--roles', '*', '--why', 'more'],
    2,
    /no key signed it that may change keys/,
  );
  await refused(
    ['attest', digest, '--kind', 'drift', '--predicate', '-'],
    2,
    /does not have the role drift/,
    JSON.stringify((await import('#predicates/drift')).predicate.example),
  );
  writeFileSync(config, before);
  const revoked = await assay(['keys', 'revoke', keyId.slice(0, 12), '--from', from, '--why', 'lost', ...at]);
  expect([revoked.stderr, revoked.code]).toEqual(['', 0]);
  expect(revoked.stdout).toMatch(
    /^revoked .*\n1 statement does not count any more:\n {7}1 {2}data-quality\n {2}entry 2 /,
  );
  const shown = await assay(['statements', statement, '--json', ...at]);
  expect([shown.code, JSON.parse(shown.stdout)]).toMatchObject([
    1,
    { standing: 'revoked', counts: false, reason: expect.stringContaining('since entry 3') },
  ]);
  await refused(['proof', statement], 2, /revoked/);
  await refused(['proof', digest, '--kind', 'data-quality'], 2, /none of 1 counts any more/);
  const again = await assay(['keys', 'revoke', keyId, '--from', from, '--why', 'lost', ...at]);
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('revoked already')]);
});
