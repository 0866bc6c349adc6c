// `assay verify PATH --signature` of a model that was signed without a key, in this process.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildModelSignature, signedFiles, soundStatement } from '#testkit/model-signature';
import { signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { assayHere as assay } from './assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-keyless-'));
const at = (name: string): string => join(folder, name);
const sigstore = new TestSigstore();
const keyed = buildModelSignature();
const verify = ['verify', at('model'), '--signature'];
const root = ['--trusted-root', at('root.json')];
const who = ['--identity', signerIdentity, '--issuer', signerIssuer, ...root];

beforeAll(() => {
  mkdirSync(at('model/b'), { recursive: true });
  for (const [name, content] of Object.entries(signedFiles)) writeFileSync(at(`model/${name}`), content);
  const statement = JSON.parse(JSON.stringify(soundStatement()));
  writeFileSync(at('keyless.sig'), JSON.stringify(sigstore.signStatement(statement)));
  writeFileSync(at('keyed.sig'), keyed.bytes);
  writeFileSync(at('key.pub'), keyed.publicKey.export({ type: 'spki', format: 'pem' }));
  writeFileSync(at('root.json'), sigstore.trustedRoot);
  writeFileSync(at('none.json'), '{}');
});
afterAll(() => rmSync(folder, { recursive: true }));

test('says who signed, who vouched for that, and since when it exists', async () => {
  const { stdout, code } = await assay([...verify, at('keyless.sig'), ...who]);
  expect(code).toBe(0);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    `signed by ${signerIdentity} vouched for by ${signerIssuer} logged existed at 2026-03-01T12:00:01.000Z, by the trusted root sha256:`,
  );
  const json = JSON.parse((await assay([...verify, at('keyless.sig'), ...who, '--json'])).stdout);
  expect(json.signature).toMatchObject({ method: 'sigstore', identity: signerIdentity, issuer: signerIssuer });
});

test.each([
  ['another identity', 'keyless.sig', ['--identity', 'a', '--issuer', signerIssuer, ...root]],
  ['another issuer', 'keyless.sig', ['--identity', signerIdentity, '--issuer', 'https://a', ...root]],
  ['a keyless bundle, and a key', 'keyless.sig', ['--key', at('key.pub')]],
  ['a bundle of a key, and an identity', 'keyed.sig', who],
])('refused: %s', async (_name, bundle, words) => {
  const { stdout, code } = await assay([...verify, at(bundle), ...words]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/proves nothing\n {2}why .*\((ATTEST|SIGN)_UNTRUSTED\)\n$/s);
});

test.each([
  ['--identity', 'a'],
  ['--identity', 'a', '--issuer', 'b'],
  [...who, '--key', at('key.pub')],
  [...who, '--trust-root', at('key.pub')],
  [...who, '--timestamp', at('keyless.sig')],
  [...who, '--tsa-root', at('key.pub')],
])('wrong usage: %s %s %s %s %s %s %s %s', async (...words) => {
  const { stdout, code } = await assay([...verify, at('keyless.sig'), ...words]);
  expect([stdout, code]).toEqual(['', 64]);
});

test('wrong usage: an identity without a signature', async () => {
  const { stderr, code } = await assay(['verify', at('model'), ...who]);
  expect([stderr, code]).toEqual([expect.stringContaining('goes with --signature FILE'), 64]);
});

test('a trusted root that is none: 2 with the reason', async () => {
  const words = ['--identity', signerIdentity, '--issuer', signerIssuer, '--trusted-root'];
  for (const [name, reason] of [
    ['none.json', /names no authority and no log/],
    ['missing.json', /does not exist/],
  ] as const) {
    const { stdout, stderr, code } = await assay([...verify, at('keyless.sig'), ...words, at(name)]);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toMatch(reason);
  }
});
