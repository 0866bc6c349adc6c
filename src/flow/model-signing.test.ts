// Signing and verifying whole models: what is on the disk against what was signed.
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ModelVerification } from '#core/model-verification';
import { parseCertificate } from '#sign/certificate';
import { KeySigner } from '#sign/key-signer';
import { hashFile, loadHasher } from '#store/hash-file';
import { buildCertificate } from '#testkit/certificates';
import { hashModel } from './hash-model.ts';
import { type SignModelOptions, signModel } from './sign-model.ts';
import { type VerifyModelOptions, verifyModel } from './verify-model.ts';

const signer = new KeySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-model-')));
const now = new Date('2026-06-01T00:00:00Z');
let model = '';
let bundle = '';

beforeEach(() => {
  const folder = fs.mkdtempSync(join(base, 'case-'));
  model = join(folder, 'model');
  bundle = join(folder, 'model.sig');
  fs.mkdirSync(join(model, 'sub/empty'), { recursive: true });
  put('config.json', '{}');
  put('sub/weights', 'x'.repeat(10));
  put('sub-x', 'beside');
  put('__init__.py', '');
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function put(name: string, content: string): void {
  fs.mkdirSync(join(model, name, '..'), { recursive: true });
  fs.writeFileSync(join(model, name), content);
}

function sign(options: Partial<SignModelOptions> = {}, path = model): ReturnType<typeof signModel> {
  return signModel(path, {
    signer,
    output: bundle,
    hash: 'sha256',
    ignorePaths: [],
    followLinks: false,
    similarNames: false,
    compat: 'specification',
    now,
    ...options,
  });
}

function verify(options: Partial<VerifyModelOptions> = {}, path = model): Promise<ModelVerification> {
  const trust = { method: 'key', publicKey: signer.publicKey } as const;
  return verifyModel(path, { bundle, trust, ignorePaths: [], ignoreUnsigned: false, acceptIgnored: false, ...options });
}

async function states(options: Partial<VerifyModelOptions> = {}): Promise<string> {
  const { outcome, entries } = await verify(options);
  const odd = entries.filter(({ state }) => state !== 'match').map(({ path, state }) => `${state} ${path}`);
  return [outcome, ...odd].join(', ');
}

describe.each<Partial<SignModelOptions>>([
  {},
  { compat: 'python' },
  { hash: 'blake2b' },
  { hash: 'blake3' },
  { shardBytes: 4 },
  { shardBytes: 4, hash: 'blake2b' },
])('signed with %j', (options) => {
  test('matches, and every kind of change is named', async () => {
    const report = await sign(options);
    expect(report).toMatchObject({ files: 4, bytes: 18 });
    expect(await states()).toBe('pass');
    put('sub/weights', 'x'.repeat(9));
    fs.rmSync(join(model, 'config.json'));
    put('evil.py', 'x');
    expect(await states()).toBe('fail, missing config.json, changed sub/weights, added evil.py');
    expect(await states({ ignoreUnsigned: true })).toMatch(
      /^fail, missing config.json, changed sub.weights,.* added evil.py$/,
    );
  });
});

test('shards name the bytes that changed, and say that empty files are not covered', async () => {
  await sign({ shardBytes: 4 });
  put('sub/weights', `xxxxxxxy${'x'.repeat(6)}`);
  const { entries, notes } = await verify();
  expect(entries.find(({ path }) => path === 'sub/weights')?.ranges).toEqual(['4:8', '8:10', '8:12', '12:14']);
  expect(notes.join()).toContain('says nothing about empty files');
  fs.rmSync(join(model, '__init__.py'));
  put('sub/weights', 'x'.repeat(10));
  expect(await states()).toBe('pass');
});

test('added files are tolerated when asked, and only they', async () => {
  await sign();
  put('extra', 'x');
  fs.symlinkSync('extra', join(model, 'link'));
  expect(await states()).toBe('fail, added extra, added link');
  expect(await states({ ignoreUnsigned: true })).toBe('pass, added extra');
});

test('a renamed file is seen although the root digest stays the same', async () => {
  const { signature } = await sign();
  fs.renameSync(join(model, 'config.json'), join(model, 'config.py'));
  expect(await states()).toBe('fail, missing config.json, added config.py');
  expect(signature.rootDigest).toMatch(/^[0-9a-f]{64}$/);
});

test('git files and the signature inside the model are left out, deeper ones are not', async () => {
  put('.git/HEAD', 'x');
  put('.gitignore', 'x');
  put('sub/.gitignore', 'x');
  bundle = join(model, 'model.sig');
  const { files, notes } = await sign();
  expect(files).toBe(5);
  expect(notes).toHaveLength(2);
  expect(await states()).toBe('pass');
  put('.git/HEAD', 'y');
  expect(await states()).toBe('pass');
  put('sub/.gitignore', 'y');
  expect(await states()).toBe('fail, changed sub/.gitignore');
});

test('what the signer left out is listed with its digests and decides nothing without being accepted', async () => {
  put('cache/run.py', 'import os');
  put('old.sig', 'x');
  await sign({ ignorePaths: ['cache', join(model, 'old.sig')] });
  const { outcome, entries } = await verify();
  expect(outcome).toBe('inconclusive');
  expect(entries.filter(({ state }) => state === 'ignored').map(({ path, found }) => [path, found?.length])).toEqual([
    ['cache/run.py', 64],
    ['old.sig', 64],
  ]);
  expect(await states({ acceptIgnored: true })).toBe('pass, ignored cache/run.py, ignored old.sig');
  expect(await states({ ignorePaths: ['cache'] })).toBe('pass, ignored old.sig');
  fs.rmSync(join(model, 'cache'), { recursive: true });
  expect(await states()).toBe('pass, ignored old.sig');
});

test('paths to ignore are exact and inside the model', async () => {
  await expect(sign({ ignorePaths: ['*.py'] })).rejects.toThrow('is a pattern; name each file');
  await expect(sign({ ignorePaths: ['../other'] })).rejects.toThrow('does not lie inside');
  put('sub/config.json', 'x');
  await sign({ ignorePaths: ['config.json'] });
  put('sub/config.json', 'y');
  expect(await states({ acceptIgnored: true })).toBe('fail, changed sub/config.json, ignored config.json');
});

describe('links', () => {
  test('are refused by default when signing and when verifying', async () => {
    await sign();
    fs.symlinkSync('config.json', join(model, 'link'));
    await expect(sign()).rejects.toMatchObject({ code: 'FILE_LINK' });
    expect(await states()).toBe('fail, added link');
    fs.rmSync(join(model, 'sub-x'));
    fs.symlinkSync('config.json', join(model, 'sub-x'));
    expect(await states()).toBe('fail, changed sub-x, added link');
  });

  test('are followed when the signer said so, linked folders too', async () => {
    const outside = fs.mkdtempSync(join(base, 'outside-'));
    fs.writeFileSync(join(outside, 'code.py'), 'x');
    fs.symlinkSync(outside, join(model, 'linked'));
    fs.symlinkSync('config.json', join(model, 'link'));
    const { files, notes } = await sign({ followLinks: true });
    expect([files, notes.join()]).toEqual([6, expect.stringContaining('"linked" is a link out of the model')]);
    expect(await states()).toBe('pass');
    fs.writeFileSync(join(outside, 'code.py'), 'y');
    expect(await states()).toBe('fail, changed linked/code.py');
  });

  test('that lead in circles, nowhere or to a pipe are refused', async () => {
    for (const [name, target] of [
      ['circle', '.'],
      ['nowhere', 'none'],
      ['pipe', '/dev/null'],
    ] as const) {
      fs.symlinkSync(target, join(model, name));
      await expect(sign({ followLinks: true })).rejects.toThrow('nothing was signed');
      fs.rmSync(join(model, name));
    }
  });
});

test('one file is a model, under its own name and under the name of the Python tool', async () => {
  const path = join(model, 'config.json');
  await sign({}, path);
  expect((await verify({}, path)).entries).toMatchObject([{ path: 'config.json', state: 'match' }]);
  await sign({ compat: 'python' }, path);
  expect((await verify({}, path)).outcome).toBe('pass');
  const linked = join(model, '..', 'link.json');
  fs.symlinkSync(path, linked);
  await expect(sign({}, linked)).rejects.toThrow('is a symbolic link; name the file it leads to');
  expect((await sign({ followLinks: true, output: bundle }, linked)).files).toBe(1);
  await expect(sign({}, '/dev/null')).rejects.toMatchObject({ code: 'FILE_KIND' });
  await expect(sign({}, join(model, 'none'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
});

test('a model without files is not signed', async () => {
  const empty = fs.mkdtempSync(join(base, 'empty-'));
  await expect(sign({}, empty)).rejects.toMatchObject({ code: 'SIGN_NOTHING' });
});

test('names that one system cannot tell apart are refused, unless asked for', async () => {
  put('A.bin', 'x');
  put('a.bin', 'y');
  await expect(sign()).rejects.toThrow('"A.bin" and "a.bin" are one name on systems that fold case or Unicode');
  fs.rmSync(join(model, 'A.bin'));
  put('é', 'x');
  put('e\u0301', 'y');
  await expect(sign()).rejects.toMatchObject({ code: 'FILE_NAME' });
  await sign({ similarNames: true });
  const { outcome, notes } = await verify();
  expect([outcome, notes.join()]).toEqual(['pass', expect.stringContaining('are one name on some systems')]);
});

test('a name that is not UTF-8 is refused', async () => {
  await sign();
  fs.writeFileSync(Buffer.concat([Buffer.from(`${model}/`), Buffer.from([0x61, 0xff])]), 'x');
  await expect(sign()).rejects.toThrow('has a name that is not UTF-8');
  expect(await states()).toMatch(/^fail, added a/);
  const signed = fs.readFileSync(bundle, 'utf8');
  expect(signed.length).toBeGreaterThan(0);
});

test('pipes are no files', async () => {
  await sign();
  execFileSync('mkfifo', [join(model, 'pipe')]);
  await expect(sign()).rejects.toMatchObject({ code: 'FILE_KIND' });
  expect(await states()).toBe('fail, added pipe');
});

test.skipIf(process.getuid?.() === 0)(
  'a file that cannot be read leaves the answer open (needs a user other than root)',
  async () => {
    await sign();
    fs.chmodSync(join(model, 'config.json'), 0);
    await expect(sign()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
    expect(await states()).toBe('inconclusive, unreadable config.json');
  },
);

test('a file exchanged through a folder that became a link is not read', async () => {
  const hasher = await loadHasher('sha256');
  const other = fs.mkdtempSync(join(base, 'other-'));
  fs.writeFileSync(join(other, 'weights'), 'x'.repeat(10));
  fs.rmSync(join(model, 'sub'), { recursive: true });
  fs.symlinkSync(other, join(model, 'sub'));
  if (process.platform === 'linux') {
    expect(() => hashFile(join(model, 'sub/weights'), hasher)).toThrow('was exchanged for another file');
  }
  fs.symlinkSync('config.json', join(model, 'link'));
  expect(() => hashFile(join(model, 'link'), hasher)).toThrow('is a symbolic link');
  expect(() => hashFile(model, hasher)).toThrow('is not a regular file');
});

test('a file that changes while it is read is refused', async () => {
  const path = join(model, 'config.json');
  const once = (bytes: Uint8Array): string => {
    fs.appendFileSync(path, 'more');
    return String(bytes.length);
  };
  const hasher = { once, start: () => Promise.reject() as never };
  expect(() => hashFile(path, hasher)).toThrow('changed while it was being read');
  expect(() => hashFile(path, hasher, { start: 0, end: 1000 })).toThrow('changed while it was being read');
});

test('files beyond one buffer are hashed whole', async () => {
  const path = join(model, 'large');
  fs.writeFileSync(path, Buffer.alloc((1 << 20) * 2 + 5, 1));
  const sums = await Promise.all(
    (['sha256', 'blake2b', 'blake3'] as const).map(async (hash) => hashFile(path, await loadHasher(hash))),
  );
  expect(sums.map(({ digest }) => digest.length)).toEqual([64, 128, 64]);
  expect(sums[0]?.digest).toBe(createHash('sha256').update(fs.readFileSync(path)).digest('hex'));
  expect(sums[1]?.digest).toBe(createHash('blake2b512').update(fs.readFileSync(path)).digest('hex'));
});

test('many files are hashed in batches', async () => {
  const files = Array.from({ length: 2001 }, (_, index) => ({ name: `${index}`, path: join(model, 'config.json') }));
  const { resources } = await hashModel(
    [...files, { name: 'gone', path: join(model, 'gone') }],
    { hash: 'sha256' },
    {},
  );
  expect(resources).toHaveLength(2001);
  const { problems } = await hashModel(
    [{ name: 'gone', path: join(model, 'gone') }],
    { hash: 'sha256', shardBytes: 2 },
    {},
  );
  expect(problems).toMatchObject([{ code: 'FILE_MISSING', fields: { path: 'gone' } }]);
});

test('certificates: who signed, where the chain ends, and when', async () => {
  const root = buildCertificate({ subject: 'Root', authority: true });
  const leaf = buildCertificate({ subject: 'Signer', issuer: root, validTo: new Date('2027-01-01') });
  const certificates = [parseCertificate(leaf.der)];
  const report = await sign({ signer: new KeySigner(leaf.key), certificates });
  expect(report.signature).toMatchObject({ method: 'certificate', subject: 'CN=Signer' });
  const trust = { method: 'certificate', roots: [parseCertificate(root.der)], at: now } as const;
  const { outcome, signature } = await verify({ trust });
  expect([outcome, signature?.root, signature?.validAt]).toEqual(['pass', 'CN=Root', '2026-06-01T00:00:00.000Z']);
  const later = await verify({ trust: { ...trust, at: new Date('2028-01-01') } });
  expect(later).toMatchObject({ outcome: 'fail', problem: { code: 'SIGN_EXPIRED' } });
  const expired = await sign({ signer: new KeySigner(leaf.key), certificates, now: new Date('2028-01-01') });
  expect(expired.notes).toEqual(['The certificate is not valid at this time: verifiers will refuse the signature.']);
});

test('a bundle that proves nothing is a refusal, one that is unknown leaves the answer open', async () => {
  fs.writeFileSync(bundle, '{}');
  expect(await verify()).toMatchObject({ outcome: 'fail', problem: { code: 'SIGN_MALFORMED' }, entries: [] });
  fs.writeFileSync(bundle, Buffer.alloc(64 * 1024 * 1024 + 1));
  await expect(verify()).rejects.toThrow('has more than 67108864 bytes');
  fs.writeFileSync(bundle, '['.repeat(100));
  expect(await verify()).toMatchObject({ outcome: 'inconclusive', problem: { code: 'SIGN_LIMIT' } });
  fs.rmSync(bundle);
  await expect(verify()).rejects.toMatchObject({ code: 'FILE_MISSING' });
});

test('a signature that cannot be written is an error', async () => {
  await expect(sign({ output: join(model, 'none/model.sig') })).rejects.toMatchObject({ code: 'FILE_MISSING' });
  fs.mkdirSync(join(model, 'folder.sig'));
  await expect(sign({ output: join(model, 'folder.sig') })).rejects.toMatchObject({ code: 'OUTPUT_FAILED' });
});
