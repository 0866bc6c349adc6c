// `assay log ...` in this process: every command, wrong usage, and folders that are damaged, missing or read-only.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeVerifierKey } from '#log/note-key';
import { parseNoteSigner } from '#log/note-signer';
import { assayHere as assay } from './assay-here.ts';
import { launcher, runAssay } from './assay-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-log-'));
const log = join(folder, 'log');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file of this text. */
function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** A log of three entries that a test may damage, and its key. */
async function copyOfLog(name: string): Promise<{ readonly copy: string; readonly key: string }> {
  if (!existsSync(log)) {
    await assay(['log', 'init', log, '--origin', 'example.com/log']);
    await assay(['log', 'append', log, '-'], 'one\ntwo\nthree');
  }
  const copy = join(folder, name);
  cpSync(log, copy, { recursive: true });
  cpSync(`${log}.state`, `${copy}.state`, { recursive: true });
  const again = await assay(['log', 'verify', copy, '--json']);
  expect(again.code).toBe(0);
  return { copy, key: await keyOf(copy) };
}

/** What `init` printed. */
async function keyOf(copy: string): Promise<string> {
  return encodeVerifierKey((await parseNoteSigner(readFileSync(`${copy}.state/key`, 'utf8'))).key);
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Changes the base64 letter that stands `fromEnd` bytes before the end into another one of the alphabet. */
function otherLetter(path: string, fromEnd: number): void {
  const bytes = readFileSync(path);
  const at = bytes.length - fromEnd;
  bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41;
  writeFileSync(path, bytes);
}

test('a log from its first entry to a proof', async () => {
  const place = join(folder, 'whole');
  const init = await assay(['log', 'init', place, '--origin', 'example.com/whole', '--json']);
  expect([init.code, init.stderr]).toEqual([0, '']);
  const { key } = JSON.parse(init.stdout);
  const one = file('one.txt', 'one');
  expect(await assay(['log', 'append', place, one])).toMatchObject({ stdout: 'entry 0; the log has 1 entries\n' });
  expect(await assay(['log', 'append', place, '-'], 'two\n\nfour\n')).toMatchObject({
    stdout: 'entries 1 to 3; the log has 4 entries\n',
  });
  expect(JSON.parse((await assay(['log', 'append', place, one, one, '--json'])).stdout)).toEqual({
    schema: 'assay.log-append/1',
    first: 4,
    last: 5,
    size: 6,
  });
  expect((await assay(['log', 'show', place])).stdout).toMatch(/^origin {5}example\.com\/whole\nentries {4}6\n/);
  expect((await assay(['log', 'show', place, '3'])).stdout).toBe('four');
  expect(JSON.parse((await assay(['log', 'show', place, '2', '--json'])).stdout)).toMatchObject({
    index: 2,
    base64: '',
  });
  const earlier = file('earlier', readFileSync(join(place, 'checkpoint'), 'utf8'));
  await assay(['log', 'append', place, one]);
  expect(await assay(['log', 'verify', place, '--key', key, '--earlier', earlier])).toMatchObject({ code: 0 });
  const proof = join(folder, 'one.tlog-proof');
  expect(await assay(['log', 'prove', place, '--entry', one, '--output', proof])).toMatchObject({
    code: 0,
    stdout: '',
  });
  // Of entries with the same bytes, the last one.
  expect((await assay(['log', 'prove', place, '6'])).stdout).toBe(readFileSync(proof, 'utf8'));
  const words = ['log', 'verify-proof', proof, '--key', key, '--entry'];
  expect(await assay([...words, one])).toMatchObject({ code: 0, stdout: 'entry 6 of 7 in example.com/whole\n' });
  const no = await assay([...words, file('other.txt', 'other'), '--json']);
  expect([no.code, JSON.parse(no.stdout)]).toMatchObject([1, { verified: false, code: 'LOG_PROOF' }]);
});

test.each([
  [['log', 'init']],
  [['log', 'init', 'x']],
  [['log', 'append', 'x']],
  [['log', 'show', 'x', 'one']],
  [['log', 'show', 'x', '-1']],
  [['log', 'prove', 'x']],
  [['log', 'prove', 'x', '1', '--entry', 'README.md']],
  [['log', 'verify', 'x']],
  [['log', 'verify', 'x', '--quorum', 'many']],
  [['log', 'verify', 'x', '--policy', 'p', '--key', 'k']],
  [['log', 'verify-proof', 'x']],
  [['log', 'verify-proof', 'x', '--entry', 'README.md']],
  [['log', 'witness', 'init', 'x']],
  [['log', 'witness', 'init', 'x', '--name', 'w', '--kind', 'rsa']],
  [['log', 'witness', 'add-key', 'x']],
  [['log', 'witness', 'serve', 'x', '--listen', 'here']],
  [['log', 'witness', 'serve', 'x', '--listen', '127.0.0.1:65536']],
  [['log', 'witness', 'cosign', 'x']],
  [['log', 'burn']],
])('wrong usage: %j', async (words) => {
  const { stdout, stderr, code } = await assay(words);
  expect([stdout, code]).toEqual(['', 64]);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test('what is not there or there already: 2 with the reason', async () => {
  const { copy } = await copyOfLog('there');
  const none = join(folder, 'none');
  const told: readonly (readonly [readonly string[], RegExp])[] = [
    [['log', 'init', copy, '--origin', 'example.com/log'], /a log already/],
    [['log', 'init', copy, '--origin', 'other.example'], /a key of another log/],
    [['log', 'init', none, '--origin', 'a b'], /no spaces/],
    [['log', 'init', join(file('plain', ''), 'log'), '--origin', 'a'], /a file stands where a folder is needed/],
    [['log', 'append', none, '-'], /no key in/],
    [['log', 'append', copy, join(folder, 'absent.txt')], /does not exist/],
    [['log', 'append', copy, folder], /not a regular file/],
    [['log', 'append', copy, '-'], /nothing to append/],
    [['log', 'append', copy, file('long', 'x'.repeat(65_536))], /at most 65535/],
    [['log', 'show', none], /no log in/],
    [['log', 'show', copy, '3'], /3/],
    [['log', 'prove', copy, '3'], /3/],
    [['log', 'prove', none, '3'], /no log/],
    [['log', 'verify-proof', file('no.proof', 'hello\n'), '--key', 'k', '--entry', 'README.md'], /name\+hash\+key/],
    [['log', 'witness', 'serve', none], /no key in/],
    [['log', 'witness', 'add-key', none, await keyOf(copy)], /no key in/],
    [['log', 'witness', 'cosign', none, '--url', 'http://127.0.0.1:1', '--key', 'k'], /no key in/],
  ];
  for (const [words, reason] of told) {
    const { stdout, stderr, code } = await assay(words);
    expect([code, stdout], words.join(' ')).toEqual([2, '']);
    expect(stderr, words.join(' ')).toMatch(reason);
    expect(stderr).not.toMatch(/\n {4}at /);
  }
});

test.each([
  ['tile/entries/000.p/3', 3, 'entry 0 is not the one that was logged'],
  ['tile/0/000.p/3', 40, 'hash 1 is not the hash of what it stands for'],
])('a flipped byte of %s: 1, and it is named', async (path, at, reason) => {
  const { copy, key } = await copyOfLog(`flipped-${path.replaceAll('/', '-')}`);
  flip(join(copy, path), at);
  for (const words of [[], ['--key', key]]) {
    const { stdout, code } = await assay(['log', 'verify', copy, ...words]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(`${path}: ${reason}`)]);
  }
});

test('a flipped byte of the signature, another key, tiles put back, a damaged record', async () => {
  const signature = await copyOfLog('signature');
  otherLetter(join(signature.copy, 'checkpoint'), 20);
  expect((await assay(['log', 'verify', signature.copy])).code).toBe(1);

  const older = await copyOfLog('older');
  await assay(['log', 'append', older.copy, '-'], 'four');
  cpSync(join(log, 'checkpoint'), join(older.copy, 'checkpoint'));
  expect(await assay(['log', 'verify', older.copy])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('The log shows 3 entries, 4 were signed.'),
  });

  const record = await copyOfLog('record');
  flip(join(`${record.copy}.state`, 'checkpoints/000000000002.record'), 100);
  expect((await assay(['log', 'verify', record.copy])).code).toBe(1);
  const append = await assay(['log', 'append', record.copy, '-'], 'four');
  expect([append.code, append.stderr]).toEqual([2, expect.stringContaining('is damaged')]);

  const stranger = await assay(['log', 'witness', 'init', join(folder, 'w'), '--name', 'w.example', '--json']);
  const witness = JSON.parse(stranger.stdout).key;
  expect(await assay(['log', 'verify', log, '--witness', witness])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('fewer than the policy wants'),
  });
  expect((await assay(['log', 'witness', 'add-key', join(folder, 'w'), record.key])).stdout).toBe(
    'cosigns example.com/log\n',
  );
});

test.skipIf(process.platform === 'win32')('a private key that others can read is not used', async () => {
  const { copy } = await copyOfLog('exposed');
  chmodSync(`${copy}.state/key`, 0o644);
  const { code, stderr } = await assay(['log', 'append', copy, '-'], 'four');
  expect([code, stderr]).toEqual([2, expect.stringContaining('chmod 600')]);
});

test.skipIf(process.getuid?.() === 0)('a read-only folder: 2, verifying goes on', async () => {
  const { copy } = await copyOfLog('read-only');
  chmodSync(`${copy}.state/checkpoints`, 0o500);
  const { code, stderr } = await assay(['log', 'append', copy, '-'], 'four');
  expect([code, stderr]).toEqual([2, expect.stringContaining('permission denied')]);
  expect((await assay(['log', 'verify', copy])).code).toBe(0);
  chmodSync(`${copy}.state/checkpoints`, 0o700);
});

test('a witness that serves in a process of its own: cosigns, and stops when told', async () => {
  const { copy, key } = await copyOfLog('served');
  const witness = join(folder, 'witness');
  const { stdout } = await assay(['log', 'witness', 'init', witness, '--name', 'witness.example', '--json']);
  const witnessKey = JSON.parse(stdout).key;
  await assay(['log', 'witness', 'add-key', witness, key]);
  const words = [launcher, 'log', 'witness', 'serve', witness, '--listen', '127.0.0.1:0'];
  const serving = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => serving.once('close', (code, signal) => resolve([code, signal])));
  const url = await new Promise<string>((resolve) => {
    serving.stdout.once('data', (part: Buffer) => resolve(/http:\S+/.exec(part.toString())?.[0] ?? ''));
  });
  const cosign = await assay(['log', 'witness', 'cosign', copy, '--url', url, '--key', witnessKey]);
  expect(cosign).toEqual({ stdout: 'witness.example saw 3 entries\n', stderr: '', code: 0 });
  expect((await assay(['log', 'verify', copy, '--witness', witnessKey])).code).toBe(0);
  serving.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  const nobody = await assay(['log', 'witness', 'cosign', copy, '--url', url, '--key', witnessKey]);
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('does not answer')]);
});

test('a policy file, and a log whose name is not ASCII', async () => {
  const place = join(folder, 'umlaut');
  const init = await assay(['log', 'init', place, '--origin', 'example.com/größe', '--json']);
  const policy = file('policy', `# Größe\nlog ${JSON.parse(init.stdout).key}\nquorum none\n`);
  expect(await assay(['log', 'verify', place, '--policy', policy])).toMatchObject({
    code: 0,
    stdout: 'example.com/größe: 0 entries, 1 files, all as signed\n',
  });
  const bad = await assay(['log', 'verify', place, '--policy', file('bad-policy', 'quorum z\n')]);
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('line 1: ')]);
});

test('the exit codes of the process', async () => {
  const { copy } = await copyOfLog('process');
  expect(runAssay(['log', 'verify', copy]).code).toBe(0);
  flip(join(copy, 'tile/0/000.p/3'), 0);
  expect(runAssay(['log', 'verify', copy]).code).toBe(1);
  rmSync(join(copy, 'checkpoint'));
  expect(runAssay(['log', 'verify', copy])).toMatchObject({ code: 2, stdout: '' });
});
