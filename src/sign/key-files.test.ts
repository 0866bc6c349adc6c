// Keys on the disk: what is written, what is read, what is refused, and what is left when writing fails.
import { generateKeyPairSync } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCertificate } from '#testkit/certificates';
import { readCertificates } from './certificate.ts';
import { createKeyPair } from './create-key-pair.ts';
import { keyHint, keyId } from './key-id.ts';
import { keyKinds } from './key-kind.ts';
import { KeySigner } from './key-signer.ts';
import { readPrivateKey } from './read-private-key.ts';
import { readPublicKey } from './read-public-key.ts';
import { type DurableFiles, writeDurably } from './write-durably.ts';
import { writeKeyPair } from './write-key-pair.ts';

const base = fs.mkdtempSync(join(tmpdir(), 'assay-keys-'));
let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(join(base, 'case-'));
});
afterAll(() => fs.rmSync(base, { recursive: true }));

const put = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name);
  fs.writeFileSync(path, text);
  fs.chmodSync(path, mode);
  return path;
};

test.each(keyKinds)('a %s key pair is written and read back', async (kind) => {
  const pair = createKeyPair(kind);
  const path = join(folder, 'key');
  const { publicPath } = writeKeyPair(path, pair);
  expect(fs.statSync(path).mode & 0o777).toBe(0o600);
  expect(fs.readdirSync(folder).sort()).toEqual(['key', 'key.pub']);
  expect(new KeySigner(await readPrivateKey(path)).keyId).toBe(pair.keyId);
  expect(keyId(readPublicKey(publicPath))).toBe(pair.keyId);
  expect(keyHint(readPublicKey(publicPath))).toMatch(/^[0-9a-f]{64}$/);
});

test('a sealed key needs its passphrase, and is asked for it only then', async () => {
  const path = put('key', createKeyPair('p-256', 'correct horse').privatePem);
  expect(fs.readFileSync(path, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  expect((await readPrivateKey(path, async () => 'correct horse')).type).toBe('private');
  await expect(readPrivateKey(path, async () => 'wrong horse!')).rejects.toThrow(
    'cannot be opened with this passphrase',
  );
  await expect(readPrivateKey(path)).rejects.toThrow('is sealed with a passphrase, and none was given');
  const plain = put('plain', createKeyPair('p-256').privatePem);
  const never = async (): Promise<string> => Promise.reject(new Error('asked'));
  expect((await readPrivateKey(plain, never)).type).toBe('private');
  expect(() => createKeyPair('p-256', 'short')).toThrow('at least 8 characters');
});

test('the older form of EC keys is read', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const path = put('key', privateKey.export({ type: 'sec1', format: 'pem' }).toString());
  expect(new KeySigner(await readPrivateKey(path)).kind).toBe('p-384');
});

test.each([0o604, 0o602, 0o601, 0o620, 0o666])('a private key with mode %o is refused', async (mode) => {
  const path = put('key', createKeyPair('p-256').privatePem, mode);
  await expect(readPrivateKey(path)).rejects.toMatchObject({ code: 'SIGN_KEY_EXPOSED' });
});

test('what is no private key is refused', async () => {
  const bad = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
  await expect(readPrivateKey(put('a', 'hello'))).rejects.toThrow('is not a private key in PEM');
  await expect(readPrivateKey(put('b', bad))).rejects.toThrow('is damaged or of an unknown kind');
  await expect(readPrivateKey(put('c', 'x'.repeat(70_000)))).rejects.toThrow('too large to be a key');
  await expect(readPrivateKey(join(folder, 'none'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  await expect(readPrivateKey(folder)).rejects.toMatchObject({ code: 'FILE_KIND' });
  await expect(readPrivateKey(join(put('d', ''), 'x'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('what is no public key is refused', () => {
  const { privatePem, publicPem } = createKeyPair('p-256');
  expect(() => readPublicKey(put('a', privatePem))).toThrow('is a private key; verify with the public one');
  expect(() => readPublicKey(put('b', publicPem + publicPem))).toThrow('is not one public key in PEM');
  expect(() => readPublicKey(put('c', 'hello'))).toThrow('is not one public key in PEM');
  expect(() => readPublicKey(put('d', publicPem.replace(/\nM/, '\nA')))).toThrow('is damaged or of an unknown kind');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const path = put('e', rsa.export({ type: 'spki', format: 'pem' }).toString());
  expect(() => readPublicKey(path)).toThrow('the key is of kind rsa');
});

test('certificates are read in their order', () => {
  const pems = ['One', 'Two'].map((subject) => buildCertificate({ subject }).pem).join('text between\n');
  expect(readCertificates(put('a', pems)).map(({ subject }) => subject)).toEqual(['CN=One', 'CN=Two']);
  expect(() => readCertificates(put('b', 'none'))).toThrow('holds no certificate in PEM');
  const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  expect(() => readCertificates(put('c', damaged))).toThrow('a certificate cannot be read');
});

test('a key is never overwritten', () => {
  const path = join(folder, 'key');
  writeKeyPair(path, createKeyPair('p-256'));
  const before = fs.readFileSync(path, 'utf8');
  expect(() => writeKeyPair(path, createKeyPair('p-256'))).toThrow('exists, and a key is never overwritten');
  fs.rmSync(`${path}`);
  expect(() => writeKeyPair(path, createKeyPair('p-256'))).toThrow('key.pub exists');
  expect(before).toContain('PRIVATE KEY');
  expect(() => writeKeyPair(join(folder, 'none', 'key'), createKeyPair('p-256'))).toThrow('cannot be written: ENOENT');
});

test('a key that appears at the last moment is not overwritten either', () => {
  const path = join(folder, 'key');
  const files: DurableFiles = {
    ...fs,
    linkSync: (from, to) => {
      fs.writeFileSync(to, 'theirs');
      fs.linkSync(from, to);
    },
  };
  expect(() => writeKeyPair(path, createKeyPair('p-256'), files)).toThrow('exists, and a key is never overwritten');
  expect(fs.readFileSync(path, 'utf8')).toBe('theirs');
});

describe('every step of a durable write fails, not applied and applied', () => {
  const steps = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync', 'linkSync', 'rmSync'] as const;
  const cases = steps.flatMap((step) =>
    [0, 1, 2].flatMap((nth) => [false, true].map((applied) => ({ step, nth, applied }))),
  );

  test.each(cases)('$step, call $nth, applied: $applied', ({ step, nth, applied }) => {
    for (const replace of [true, false]) {
      const path = join(folder, `file-${replace}`);
      if (replace) fs.writeFileSync(path, 'old');
      const { files, failed } = failing(step, nth, applied);
      const act = (): void => writeDurably(path, 'new content', { mode: 0o600, replace }, files);
      if (willFail(act)) expect(failed()).toBe(true);
      const left = fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined;
      expect([replace ? 'old' : undefined, 'new content']).toContain(left);
      if (!failed()) expect(left).toBe('new content');
      // Whatever happened, the same write works afterwards.
      fs.rmSync(path, { force: true });
      writeDurably(path, 'again', { mode: 0o600, replace });
      expect(fs.readFileSync(path, 'utf8')).toBe('again');
    }
  });
});

function willFail(act: () => void): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

/** `node:fs` whose call number `nth` of `step` reports an error, before or after it did its work. */
function failing(
  step: keyof DurableFiles,
  nth: number,
  applied: boolean,
): { readonly files: DurableFiles; readonly failed: () => boolean } {
  let calls = 0;
  let failed = false;
  const real = { ...fs }[step];
  const wrapped = (...args: unknown[]): unknown => {
    if (calls++ !== nth) return Reflect.apply(real, fs, args);
    failed = true;
    if (applied) Reflect.apply(real, fs, args);
    throw Object.assign(new Error('input/output error'), { code: 'EIO' });
  };
  return { files: { ...fs, [step]: wrapped }, failed: () => failed };
}
