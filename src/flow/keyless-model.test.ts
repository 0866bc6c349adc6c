// Models that were signed without a key, against a Sigstore of our own: files, signature, identity, log and times.
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import type { ModelVerification } from '#core/model-verification';
import { buildModelSignature, signedFiles, soundStatement } from '#testkit/model-signature';
import { type MadeBundle, type Signing, signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { readKeylessTrust, trustKeyless } from './keyless-trust.ts';
import { verifyModel } from './verify-model.ts';

type Material = MadeBundle['verificationMaterial'];

const base = fs.mkdtempSync(join(tmpdir(), 'assay-keyless-'));
const sigstore = new TestSigstore();
const rootPath = join(base, 'trusted-root.json');
const bundle = join(base, 'model.sig');
const model = join(base, 'model');

beforeEach(() => {
  fs.rmSync(model, { recursive: true, force: true });
  fs.mkdirSync(join(model, 'b'), { recursive: true });
  for (const [name, content] of Object.entries(signedFiles)) fs.writeFileSync(join(model, name), content);
  fs.writeFileSync(rootPath, sigstore.trustedRoot);
});
afterAll(() => fs.rmSync(base, { recursive: true }));

function sign(signing: Signing = {}, change: (material: Material) => Material = (same) => same): void {
  const made = sigstore.signStatement(JSON.parse(JSON.stringify(soundStatement())), signing);
  write({ ...made, verificationMaterial: change(made.verificationMaterial) });
}

function write(made: MadeBundle): void {
  fs.writeFileSync(bundle, JSON.stringify(made));
}

async function verify(identity = signerIdentity, issuer = signerIssuer): Promise<ModelVerification> {
  const trust = readKeylessTrust({ trustedRoot: rootPath, identity, issuer });
  if (trust === undefined) throw new Error('nothing was named');
  const options = { bundle, ignorePaths: [], ignoreUnsigned: false, acceptIgnored: false };
  return verifyModel(model, { ...options, trust: await trustKeyless(trust) });
}

async function answer(identity?: string, issuer?: string): Promise<string> {
  const { outcome, problem, entries } = await verify(identity, issuer);
  if (problem !== undefined) return `${outcome}: ${problem.code}: ${problem.message}`;
  const odd = entries.filter(({ state }) => state !== 'match').map(({ path, state }) => `${state} ${path}`);
  return [outcome, ...odd].join(', ');
}

/** The bundle with its one log entry changed. */
function entry(change: (entry: Record<string, Json>) => Record<string, Json>): (material: Material) => Material {
  return (material) => {
    const [one] = JSON.parse(JSON.stringify(material.tlogEntries));
    return { ...material, tlogEntries: [change(one)] };
  };
}

describe('accepted', () => {
  test('a sound bundle, and the report says who signed and when it was logged', async () => {
    sign();
    const { outcome, summary, signature } = await verify();
    expect([outcome, summary.match]).toEqual(['pass', 2]);
    expect(signature).toMatchObject({
      method: 'sigstore',
      identity: signerIdentity,
      issuer: signerIssuer,
      trustedRoot: sha256(sigstore.trustedRoot),
      validAt: '2026-03-01T12:00:01.000Z',
      validAtFrom: 'sigstore',
    });
    expect(signature).not.toHaveProperty('root');
  });

  test('a mail address as identity', async () => {
    sign({ identity: 'a@example.com', issuer: 'https://accounts.example.com' });
    expect(await answer('a@example.com', 'https://accounts.example.com')).toBe('pass');
  });

  test('the statement is held to the rules of model signing', async () => {
    write(sigstore.signStatement({ ...JSON.parse(JSON.stringify(soundStatement())), predicateType: 'https://other' }));
    expect(await answer()).toMatch(/^inconclusive: SIGN_UNSUPPORTED/);
    write(sigstore.signStatement({ a: 1 }));
    expect(await answer()).toMatch(/^fail: SIGN_MALFORMED/);
  });
});

describe('refused', () => {
  test.each([
    ['another identity', `${signerIdentity}x`, signerIssuer],
    ['an identity that is only the beginning', signerIdentity.slice(0, -1), signerIssuer],
    ['another issuer', signerIdentity, `${signerIssuer}/`],
  ])('%s', async (_name, identity, issuer) => {
    sign();
    expect(await answer(identity, issuer)).toMatch(
      /^fail: ATTEST_UNTRUSTED: the bundle was signed by .*vouched for by/,
    );
  });

  test('a model that was changed', async () => {
    sign();
    fs.writeFileSync(join(model, 'a'), 'x');
    fs.writeFileSync(join(model, 'evil.py'), 'x');
    fs.rmSync(join(model, 'b/c'));
    expect(await answer()).toBe('fail, changed a, missing b/c, added evil.py');
  });

  test.each<[string, (entry: Record<string, Json>) => Record<string, Json>]>([
    ['index', (one) => ({ ...one, logIndex: '0' })],
    ['time', (one) => ({ ...one, integratedTime: '1772366460' })],
    ['body', (one) => ({ ...one, canonicalizedBody: Buffer.from('{}').toString('base64') })],
    ['proof', (one) => ({ ...one, inclusionProof: { ...Object(one.inclusionProof), hashes: [] } })],
    ['promise', ({ inclusionPromise: _, ...one }) => one],
  ])('a log entry with another %s', async (_name, change) => {
    sign({}, entry(change));
    expect(await answer()).toMatch(/^fail: ATTEST_(UNTRUSTED|MALFORMED)/);
  });

  test('the log entry of another signature', async () => {
    const other = sigstore.signStatement({ a: 1 }).verificationMaterial.tlogEntries;
    sign({}, (material) => ({ ...material, ...(other === undefined ? {} : { tlogEntries: other }) }));
    expect(await answer()).toMatch(/^fail: ATTEST_UNTRUSTED/);
  });

  test.each<[string, Json | undefined]>([
    ['an empty list of log entries', []],
    ['no list of log entries', undefined],
  ])('%s', async (_name, tlogEntries) => {
    sign({}, ({ tlogEntries: _, ...material }) => ({ ...material, ...(tlogEntries ? { tlogEntries } : {}) }));
    expect(await answer()).toBe('fail: SIGN_MALFORMED: the keyless bundle has no transparency log entry');
  });

  test('a certificate that was not valid when it was logged', async () => {
    const at = new Date('2026-03-01T12:00:00Z');
    const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);
    sign({ at, certificate: { from: minutes(-20), to: minutes(-10) } });
    expect(await answer()).toMatch(/^fail: ATTEST_UNTRUSTED/);
    sign({ at, certificate: { from: minutes(10), to: minutes(20) } });
    expect(await answer()).toMatch(/^fail: ATTEST_UNTRUSTED/);
    sign({ at, certificate: { from: minutes(-5), to: minutes(5) } });
    expect(await answer()).toBe('pass');
  });

  test('a certificate that is not for signing code, or stands in no log of certificates', async () => {
    sign({ extendedKeyUsage: ['2b06010505070301'] });
    expect(await answer()).toMatch(/not for signing code$/);
    sign({ withoutStamp: true });
    expect(await answer()).toMatch(/^fail: ATTEST_UNTRUSTED/);
  });

  test('a bundle of another Sigstore', async () => {
    sign();
    fs.writeFileSync(rootPath, new TestSigstore().trustedRoot);
    expect(await answer()).toMatch(/^fail: ATTEST_UNTRUSTED/);
  });

  test('a signature with a key', async () => {
    fs.writeFileSync(bundle, buildModelSignature().bytes);
    expect(await answer()).toBe(
      'fail: SIGN_UNTRUSTED: the model was signed with a key, not with an identity (Sigstore keyless)',
    );
  });

  test('a key that is trusted instead', async () => {
    sign();
    const { publicKey } = buildModelSignature();
    const options = { bundle, ignorePaths: [], ignoreUnsigned: false, acceptIgnored: false };
    const { outcome, problem } = await verifyModel(model, { ...options, trust: { method: 'key', publicKey } });
    expect([outcome, problem?.code]).toEqual(['fail', 'SIGN_UNTRUSTED']);
    const roots = { method: 'certificate', roots: [], at: new Date() } as const;
    expect(await verifyModel(model, { ...options, trust: roots })).toMatchObject({
      problem: { message: 'the model was signed with an identity (Sigstore keyless), not with a certificate' },
    });
  });
});

test('a trusted root that is none is no fault of the signature', async () => {
  sign();
  for (const text of ['', '{}', '{"tlogs":[{"publicKey":{"rawBytes":"AA=="}}]}']) {
    fs.writeFileSync(rootPath, text);
    await expect(verify()).rejects.toMatchObject({ code: 'ATTEST_MALFORMED' });
  }
});

test('identity, issuer and trusted root are named together', () => {
  expect(readKeylessTrust({})).toBeUndefined();
  for (const names of [{ identity: 'a' }, { identity: 'a', issuer: 'b' }, { trustedRoot: rootPath }]) {
    expect(() => readKeylessTrust(names)).toThrow('belong together');
  }
});
