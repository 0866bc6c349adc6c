// The cases of the public conformance suite for OpenSSF Model Signing, through the adapter; keyless ones with a Sigstore of our own.
// Named as there; models, keys and bundles are made here.
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { buildCertificate, type CertificateOptions } from '#testkit/certificates';
import { signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';

const adapter = join(import.meta.dirname, 'oms-adapter');
const base = fs.mkdtempSync(join(tmpdir(), 'assay-oms-'));
let folder = '';
let model = '';
beforeEach(() => {
  folder = fs.mkdtempSync(join(base, 'case-'));
  model = join(folder, 'model');
  lay({ 'signme-1': 'signme-1', 'signme-2': 'signme-2' });
  putKey('key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function lay(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(join(model, name, '..'), { recursive: true });
    fs.writeFileSync(join(model, name), content);
  }
}

function putKey(name: string, key: KeyObject): void {
  fs.writeFileSync(join(folder, `${name}.pem`), key.export({ type: 'pkcs8', format: 'pem' }));
  fs.writeFileSync(join(folder, `${name}.pub`), createPublicKey(key).export({ type: 'spki', format: 'pem' }));
}

function run(...words: readonly string[]): boolean {
  const { status, error } = spawnSync(process.execPath, [adapter, ...words], { stdio: 'ignore' });
  if (error !== undefined) throw error;
  return status === 0;
}

const bundle = (): string => join(folder, 'bundle.sig');
const at = (name: string): string => join(folder, name);
const sign = (...more: readonly string[]): boolean => signAs('key', ...more);
const signAs = (method: string, ...more: readonly string[]): boolean =>
  run(
    'sign-model',
    '--method',
    method,
    '--model-path',
    model,
    '--output-bundle',
    bundle(),
    '--private-key',
    at('key.pem'),
    ...more,
  );
const verify = (...more: readonly string[]): boolean =>
  run(
    'verify-model',
    '--model-path',
    model,
    '--bundle',
    bundle(),
    '--method',
    'key',
    '--public-key',
    at('key.pub'),
    ...more,
  );

test.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
  ['key-simple', {}],
  ['key-binary-content', { 'header.bin': new Uint8Array([0, 255, 10, 13]) }],
  ['key-deeply-nested', { [`${'d/'.repeat(20)}weights`]: 'x' }],
  ['key-default-ignores', { '.git/HEAD': 'x', '.gitignore': 'x', '.gitattributes': 'x' }],
  ['key-dotfile-included', { '.env.example': 'x', '.config': 'y' }],
  ['key-empty-file', { empty: '' }],
  ['key-files-in-hidden-dir', { '.cache/weights.bin': 'x' }],
  ['key-special-chars-path', { 'with space/a:b#c%.bin': 'x' }],
  ['key-unicode-filename', { '模型.bin': 'x', 'ünï.bin': 'y' }],
])('%s', (_name, files) => {
  lay(files);
  expect([sign(), verify()]).toEqual([true, true]);
});

test.each(['P-256', 'P-384', 'P-521'])('key-%s', (namedCurve) => {
  putKey('key', generateKeyPairSync('ec', { namedCurve }).privateKey);
  expect([sign(), verify()]).toEqual([true, true]);
});

test('key-single-file, key-sig-inside-model, key-simple-deterministic', () => {
  const file = ['--model-path', join(model, 'signme-1')];
  const key = ['--method', 'key', '--private-key', at('key.pem'), '--output-bundle'];
  expect(run('sign-model', ...file, ...key, bundle())).toBe(true);
  expect(run('verify-model', ...file, '--method', 'key', '--bundle', bundle(), '--public-key', at('key.pub'))).toBe(
    true,
  );
  const inside = join(model, 'model.sig');
  expect(run('sign-model', '--model-path', model, ...key, inside)).toBe(true);
  expect(
    run('verify-model', '--model-path', model, '--method', 'key', '--bundle', inside, '--public-key', at('key.pub')),
  ).toBe(true);
  const first = payload(inside);
  expect(run('sign-model', '--model-path', model, ...key, inside)).toBe(true);
  expect(payload(inside)).toBe(first);
});

test('key-ignore-paths, key-ignore-paths-exact-match', () => {
  lay({ 'ignore-me': 'x', 'sub/ignore-me': 'x' });
  expect([sign('--ignore-paths', join(model, 'ignore-me')), verify()]).toEqual([true, true]);
  expect(payload(bundle())).toContain('sub/ignore-me');
  lay({ 'sub/ignore-me': 'y' });
  expect(verify('--ignore-paths', join(model, 'ignore-me'))).toBe(false);
});

test('key-empty-model-rejected and the symlink cases', () => {
  for (const target of ['.', 'signme-1', '/tmp/nonexistent-target']) {
    fs.symlinkSync(target, join(model, 'link'));
    expect(sign()).toBe(false);
    fs.rmSync(join(model, 'link'));
  }
  fs.rmSync(model, { recursive: true });
  fs.mkdirSync(model);
  expect(sign()).toBe(false);
});

test('extra, missing and tampered files, with and without --ignore-unsigned-files', () => {
  expect(sign()).toBe(true);
  lay({ 'extra.bin': 'x' });
  expect([verify(), verify('--ignore-unsigned-files')]).toEqual([false, true]);
  lay({ 'signme-1': 'TAMPERED' });
  expect([verify(), verify('--ignore-unsigned-files')]).toEqual([false, false]);
  fs.rmSync(join(model, 'signme-1'));
  expect([verify(), verify('--ignore-unsigned-files')]).toEqual([false, false]);
});

test.each<[string, (text: string) => string]>([
  ['malformed-empty-bundle', () => ''],
  ['corrupted-bundle', () => '{"garbage": true}'],
  ['truncated-bundle', (text) => text.slice(0, 100)],
  ['wrong-mediatype', (text) => text.replace('application/vnd.dev.sigstore.bundle.v0.3+json', 'application/json')],
  ['wrong-payload-type', (text) => text.replace('application/vnd.in-toto+json', 'application/octet-stream')],
  ['no-signature', (text) => text.replace(/"signatures":\[.*?\]/, '"signatures":[]')],
  ['missing-envelope', (text) => text.replace(/,"dsseEnvelope".*/s, '}')],
  ['empty-resources', (text) => withPayload(text, (body) => body.replace(/"resources":\[.*?\]/, '"resources":[]'))],
  ['missing-serialization', (text) => withPayload(text, (body) => body.replace(/"serialization":\{.*?\},/, ''))],
  ['wrong-statement-type', (text) => withPayload(text, (body) => body.replace('Statement/v1', 'Statement/v0.1'))],
  ['wrong-predicate', (text) => withPayload(text, (body) => body.replace('model_signing/signature', 'example.com/x'))],
])('%s', (_name, change) => {
  expect(sign()).toBe(true);
  fs.writeFileSync(bundle(), change(fs.readFileSync(bundle(), 'utf8')));
  expect(verify()).toBe(false);
});

test('wrong-key, verify-as-certificate, verify-as-sigstore', () => {
  expect(sign()).toBe(true);
  putKey('wrong', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  fs.writeFileSync(at('root.crt'), buildCertificate({ subject: 'Root', authority: true }).pem);
  const about = ['verify-model', '--model-path', model, '--bundle', bundle()];
  expect(run(...about, '--method', 'key', '--public-key', at('wrong.pub'))).toBe(false);
  expect(run(...about, '--method', 'certificate', '--cert-chain', at('root.crt'))).toBe(false);
  expect(run(...about, '--method', 'sigstore', '--identity', 'a', '--identity-provider', 'b', '--use-staging')).toBe(
    false,
  );
});

const who = ['--identity', signerIdentity, '--identity-provider', signerIssuer];

/** @param trustedRoot - of the Sigstore that signs, when absent */
function keyless(sigstore: TestSigstore, words: readonly string[], trustedRoot = sigstore.trustedRoot): boolean {
  fs.writeFileSync(at('root.json'), trustedRoot);
  const about = ['verify-model', '--model-path', model, '--bundle', bundle(), '--method', 'sigstore'];
  return run(...about, '--trusted-root', at('root.json'), ...words);
}

test('sigstore-simple, wrong identity, wrong provider, wrong root, tampered, verify-as-key', () => {
  const sigstore = new TestSigstore();
  expect(sign()).toBe(true);
  fs.writeFileSync(bundle(), JSON.stringify(sigstore.signStatement(JSON.parse(payload(bundle())))));
  expect(keyless(sigstore, who)).toBe(true);
  expect(keyless(sigstore, ['--identity', 'a', '--identity-provider', signerIssuer])).toBe(false);
  expect(keyless(sigstore, ['--identity', signerIdentity, '--identity-provider', 'https://a'])).toBe(false);
  expect(keyless(sigstore, who, new TestSigstore().trustedRoot)).toBe(false);
  expect(verify()).toBe(false);
  lay({ 'extra.bin': 'x' });
  expect([keyless(sigstore, who), keyless(sigstore, [...who, '--ignore-unsigned-files'])]).toEqual([false, true]);
  lay({ 'signme-1': 'TAMPERED' });
  expect(keyless(sigstore, [...who, '--ignore-unsigned-files'])).toBe(false);
});

test('keyless signing is refused with its reason', () => {
  const words = ['sign-model', '--method', 'sigstore', '--model-path', model, '--output-bundle', bundle()];
  const { status, stderr } = spawnSync(process.execPath, [adapter, ...words, '--identity-token', 'x']);
  expect([status, stderr.toString()]).toEqual([2, expect.stringContaining('needs a network and is not offered')]);
  expect(fs.existsSync(bundle())).toBe(false);
});

const past = new Date('2021-01-01T00:00:00Z');
const future = new Date('2044-01-01T00:00:00Z');
type Changes = Partial<Record<'root' | 'middle' | 'leaf', Partial<CertificateOptions>>>;

test.each<[string, Changes, boolean]>([
  ['certificate-simple', {}, true],
  ['certificate-no-code-signing-eku', { leaf: { extendedKeyUsage: null } }, false],
  ['certificate-expired', { leaf: { validTo: past } }, false],
  ['certificate-not-yet-valid', { leaf: { validFrom: future } }, false],
  ['certificate-expired-intermediate', { middle: { validTo: past } }, false],
  ['certificate-expired-root', { root: { validTo: past } }, false],
  ['certificate-all-expired', { root: { validTo: past }, middle: { validTo: past }, leaf: { validTo: past } }, false],
  ['certificate-not-yet-valid-intermediate', { middle: { validFrom: future } }, false],
])('%s', (_name, changes, accepted) => {
  const root = buildCertificate({ subject: 'Root', authority: true, ...changes.root });
  const middle = buildCertificate({ subject: 'Middle', authority: true, issuer: root, ...changes.middle });
  const leaf = buildCertificate({ subject: 'Signer', issuer: middle, ...changes.leaf });
  for (const [name, { pem }] of Object.entries({ root, middle, leaf })) fs.writeFileSync(at(`${name}.crt`), pem);
  fs.writeFileSync(at('wrong.crt'), buildCertificate({ subject: 'Root', authority: true }).pem);
  putKey('key', leaf.key);
  const chain = ['--signing-cert', at('leaf.crt'), '--cert-chain', at('middle.crt'), '--cert-chain', at('root.crt')];
  expect(signAs('certificate', ...chain)).toBe(true);
  const about = ['verify-model', '--model-path', model, '--bundle', bundle(), '--method', 'certificate'];
  expect(run(...about, '--cert-chain', at('root.crt'))).toBe(accepted);
  expect(run(...about, '--cert-chain', at('wrong.crt'))).toBe(false);
  expect(verify()).toBe(false);
});

test('certificate-self-signed', () => {
  const own = buildCertificate({
    subject: 'Self',
    authority: true,
    keyUsage: 0x84,
    extendedKeyUsage: ['2b06010505070303'],
  });
  fs.writeFileSync(at('own.crt'), own.pem);
  putKey('key', own.key);
  expect(signAs('certificate', '--signing-cert', at('own.crt'), '--cert-chain', at('own.crt'))).toBe(true);
  const about = ['verify-model', '--model-path', model, '--bundle', bundle(), '--method', 'certificate'];
  expect(run(...about, '--cert-chain', at('own.crt'))).toBe(true);
});

function payload(path: string): string {
  return Buffer.from(JSON.parse(fs.readFileSync(path, 'utf8')).dsseEnvelope.payload, 'base64').toString();
}

function withPayload(text: string, change: (payload: string) => string): string {
  const parsed = JSON.parse(text);
  const before = Buffer.from(parsed.dsseEnvelope.payload, 'base64').toString();
  const after = change(before);
  expect(after).not.toBe(before);
  parsed.dsseEnvelope.payload = Buffer.from(after).toString('base64');
  return JSON.stringify(parsed);
}
