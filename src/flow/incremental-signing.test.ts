// Signing again and verifying again without reading again: whose digests are taken, and when they are not.
import { generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ModelSigningReport, ModelVerification } from '#core/model-verification';
import { KeySigner } from '#sign/key-signer';
import { hasStableStat } from '#store/tree/stable-stat';
import { type SignModelOptions, signModel } from './sign-model.ts';
import { verifyModel } from './verify-model.ts';

const newSigner = (): KeySigner => new KeySigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
const signer = newSigner();
const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'assay-incremental-')));
/** Each run begins a minute after the one before, so that no file is too young to be remembered. */
let minutes = 0;
let model = '';
let bundle = '';
let cacheFolder = '';

beforeEach(() => {
  const folder = fs.mkdtempSync(join(base, 'case-'));
  model = join(folder, 'model');
  bundle = join(folder, 'model.sig');
  cacheFolder = join(folder, 'cache');
  for (const name of ['a', 'b', 'sub/c']) put(name, `content of ${name}`);
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function put(name: string, content: string): void {
  fs.mkdirSync(join(model, name, '..'), { recursive: true });
  fs.writeFileSync(join(model, name), content);
}

function nextMinute(): Date {
  return new Date(Date.now() + ++minutes * 60_000);
}

function sign(options: Partial<SignModelOptions> = {}, path = model): Promise<ModelSigningReport> {
  return signModel(path, {
    signer,
    output: bundle,
    hash: 'sha256',
    ignorePaths: [],
    followLinks: false,
    similarNames: false,
    compat: 'specification',
    now: nextMinute(),
    ...options,
  });
}

function signAgain(options: Partial<SignModelOptions> = {}, path = model): Promise<ModelSigningReport> {
  return sign(
    { previous: { bundle, trust: { method: 'key', publicKey: signer.publicKey }, cacheFolder }, ...options },
    path,
  );
}

function verify(incremental: boolean, path = model): Promise<ModelVerification> {
  return verifyModel(path, {
    bundle,
    trust: { method: 'key', publicKey: signer.publicKey },
    ignorePaths: [],
    ignoreUnsigned: false,
    acceptIgnored: false,
    ...(incremental ? { incremental: { cacheFolder, begun: nextMinute() } } : {}),
  });
}

/** `mode filesRead/files`, then the notes. */
function readingOf({ reading, notes }: ModelSigningReport | ModelVerification): string {
  return [`${reading?.mode} ${reading?.filesRead}/${reading?.files}`, ...notes].join(' ');
}

describe.runIf(hasStableStat(base))('signing again', () => {
  test('reads everything the first time, then what changed', async () => {
    expect((await sign()).reading).toBeUndefined();
    expect(readingOf(await signAgain())).toBe('full 3/3 Every file is read: nothing is remembered of them.');
    put('b', 'other');
    put('new', 'new');
    const report = await signAgain();
    expect(readingOf(report)).toBe('incremental 2/4');
    expect(report.reading).toMatchObject({ bytes: 12 + 5 + 16 + 3, bytesRead: 8 });
    expect(report.bytes).toBe(report.reading?.bytes);
    expect((await verify(false)).outcome).toBe('pass');
    fs.rmSync(join(model, 'a'));
    expect(readingOf(await signAgain())).toBe('incremental 0/3');
    expect((await verify(false)).summary).toMatchObject({ match: 3 });
  });

  test('verifies the earlier signature first, with the key that has to have made it', async () => {
    const other = newSigner();
    await sign({ signer: other });
    await expect(signAgain()).rejects.toThrow(/^The previous signature proves nothing: .* Nothing was signed;/);
    const trust = { method: 'key', publicKey: other.publicKey } as const;
    await signAgain({ previous: { bundle, trust, cacheFolder } });
    expect((await verify(false)).outcome).toBe('pass');
    fs.writeFileSync(bundle, '{}');
    await expect(signAgain()).rejects.toMatchObject({ code: 'SIGN_MALFORMED' });
  });

  test('takes a digest only when the earlier signature has it', async () => {
    await sign();
    await signAgain();
    const earlier = fs.readFileSync(bundle);
    put('b', 'other');
    await signAgain();
    expect(readingOf(await signAgain())).toBe('incremental 0/3');
    // What is remembered is newer than this signature.
    fs.writeFileSync(bundle, earlier);
    expect(readingOf(await signAgain())).toBe('incremental 1/3');
    expect((await verify(false)).outcome).toBe('pass');
  });

  test('reads everything when the earlier signature is over another hash or over shards', async () => {
    await sign({ hash: 'blake2b' });
    expect(readingOf(await signAgain())).toMatch(/^full 3\/3/);
    await sign({ shardBytes: 4 });
    expect(readingOf(await signAgain())).toBe('full 3/3');
    expect(await signAgain({ shardBytes: 4 })).not.toHaveProperty('reading');
    expect((await verify(false)).outcome).toBe('pass');
  });

  test('one file, also under the name that the Python tool gives it', async () => {
    const path = join(model, 'a');
    for (const compat of ['specification', 'python'] as const) {
      await sign({ compat }, path);
      await signAgain({ compat }, path);
      expect(readingOf(await signAgain({ compat }, path))).toBe('incremental 0/1');
      expect((await verify(false, path)).outcome).toBe('pass');
    }
  });
});

describe.runIf(hasStableStat(base))('verifying again', () => {
  test('reads what looks other than it did, and sees what a full look sees', async () => {
    await sign();
    expect(readingOf(await verify(true))).toBe('full 3/3 Every file is read: nothing is remembered of them.');
    const again = await verify(true);
    expect([again.outcome, readingOf(again), again.bytes]).toEqual(['pass', 'incremental 0/3', 0]);
    const { mtime, atime } = fs.statSync(join(model, 'b'));
    put('b', 'CONTENT OF B');
    fs.utimesSync(join(model, 'b'), atime, mtime);
    put('new', 'new');
    fs.rmSync(join(model, 'sub/c'));
    const { outcome, entries } = await verify(true);
    const states = entries.map(({ state, path }) => `${state} ${path}`);
    expect([outcome, ...states]).toEqual(['fail', 'match a', 'changed b', 'missing sub/c', 'added new']);
    // What was remembered of the changed file is not what is signed, so it is read again and again.
    expect(readingOf(await verify(true))).toBe('incremental 2/3');
  });

  test('what was remembered when signing serves when verifying', async () => {
    await sign();
    await signAgain();
    expect(readingOf(await verify(true))).toBe('incremental 0/3');
  });

  test('an unusable memory costs time and nothing else', async () => {
    await sign();
    await verify(true);
    fs.writeFileSync(join(cacheFolder, 'key'), 'x');
    const report = await verify(true);
    expect([report.outcome, report.reading?.mode]).toEqual(['pass', 'full']);
    expect(report.notes).toEqual([
      expect.stringMatching(/^Every file is read: .*key is no key\.$/),
      expect.stringMatching(/^Nothing is remembered for the next time: .*key is no key\.$/),
    ]);
  });
});
