// Signatures of deliveries against the identities that a supplier is registered with.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attest } from '#attest/attest';
import { parseSha256 } from '#core/digest';
import { predicate as provenance } from '#predicates/provenance';
import { parseCertificate } from '#sign/certificate';
import { KeySigner } from '#sign/key-signer';
import { buildCertificate, type TestCertificate } from '#testkit/certificates';
import { buildHeader, buildSafetensors } from '#testkit/safetensors';
import { signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { buildAuthority, buildTimestamp } from '#testkit/timestamps';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { type SignModelOptions, signModel } from '../../sign-model.ts';
import { registerSupplier, type SupplierWords } from '../../suppliers/register-supplier.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { IntakeReport } from '../intake-report.ts';
import { takeDelivery } from '../take-delivery.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-signed-'));
const key: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const other: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const sigstore = new TestSigstore();
const authority: TestCertificate = buildCertificate({ subject: 'Signing root', authority: true });
const clock = buildAuthority();
let work: TestWorkspace;
let workspace: Workspace;
let made = 0;

beforeAll(async () => {
  work = await buildWorkspace();
  workspace = await work.open();
  const pem = (one: KeyObject): string =>
    new KeySigner(one).publicKey.export({ type: 'spki', format: 'pem' }).toString();
  write('key.pub', pem(key));
  write('root.pem', authority.pem);
  write('time.pem', clock.root.pem);
  write('trusted-root.json', sigstore.trustedRoot);
  write('minisign.pub', `untrusted comment: minisign public key\n${minisignKey(mini)}\n`);
  await register('by key', { keys: [join(folder, 'key.pub')] });
  await register('by certificate', {
    certificate: { roots: join(folder, 'root.pem'), subject: 'CN=Example', timestampRoots: join(folder, 'time.pem') },
  });
  await register('by identity', {
    keyless: { trustedRoot: join(folder, 'trusted-root.json'), identity: signerIdentity, issuer: signerIssuer },
  });
  await register('by minisign', { minisign: [join(folder, 'minisign.pub')] });
  await register('by nothing', {});
});

afterAll(async () => {
  await work.remove();
  rmSync(folder, { recursive: true });
});

function register(name: string, words: Partial<SupplierWords>): ReturnType<typeof registerSupplier> {
  return registerSupplier(workspace, {
    ...{
      name,
      internal: false,
      namespaces: [],
      formerNames: [],
      keys: [],
      minisign: [],
      deliverables: [],
      refusals: [],
    },
    ...{ why: 'test', replaceIdentities: false, allowLookAlike: true },
    ...words,
  });
}

function write(path: string, content: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

/** A model of two files that nobody has delivered yet. */
function model(): string {
  made += 1;
  const data = Buffer.alloc(8, made);
  const weights = buildSafetensors(buildHeader({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }), data);
  write(`model-${made}/model.safetensors`, weights);
  write(`model-${made}/deep/config.json`, `{"number":${made}}`);
  return join(folder, `model-${made}`);
}

async function signed(place: string, options: Partial<SignModelOptions> = {}): Promise<string> {
  const usual = {
    signer: new KeySigner(key),
    output: join(place, 'model.sig'),
    hash: 'sha256',
    ignorePaths: [],
    followLinks: false,
    similarNames: false,
    compat: 'specification',
    now: workspace.now(),
  } as const;
  await signModel(place, { ...usual, ...options });
  return place;
}

function take(
  place: string,
  supplier: string,
  request: { readonly signatures?: readonly string[]; readonly expected?: boolean } = {},
): Promise<IntakeReport> {
  const expected = { trustedRoot: join(folder, 'trusted-root.json'), identity: signerIdentity, issuer: signerIssuer };
  return takeDelivery(workspace, place, {
    ...{
      supplier,
      name: `asset-${made}`,
      claims: [],
      signatures: request.signatures ?? [],
      endpoint: {},
      licence: 'MIT',
    },
    ...{ quota: { bytes: 1 << 30, files: 100 }, allowPrivate: true, tool: { version: '0', ruleset: 'r' } },
    ...(request.expected ? { expected } : {}),
  });
}

function states(report: IntakeReport): readonly string[] {
  return report.items
    .filter(({ topic }) => topic === 'signature')
    .map(({ path, state }) => `${path ?? ''} ${state}`.trim())
    .sort();
}

describe('OpenSSF Model Signing', () => {
  test('all files by a registered key: what is asked of an unknown supplier is shown but for the rest of its checks', async () => {
    const report = await take(await signed(model()), 'by key');
    expect([states(report), report.digestStrength, report.outcome]).toEqual([['model.sig verified'], 'signed', 'pass']);
  });

  test('a changed file, an extra file, a file that is gone', async () => {
    const changed = await signed(model());
    write(`${changed.slice(folder.length + 1)}/deep/config.json`, '{"number":0}');
    expect(states(await take(changed, 'by key'))).toEqual(['deep/config.json mismatch', 'model.sig verified']);
    const extra = await signed(model());
    write(`${extra.slice(folder.length + 1)}/extra.txt`, `extra ${made}`);
    const report = await take(extra, 'by key');
    expect([states(report), report.outcome, report.digestStrength]).toEqual([
      ['extra.txt unsigned-file', 'model.sig verified'],
      'fail',
      'none',
    ]);
    const gone = await signed(model());
    rmSync(join(gone, 'deep'), { recursive: true });
    expect(states(await take(gone, 'by key'))).toEqual(['deep/config.json missing', 'model.sig verified']);
  });

  test('a signature over a subset', async () => {
    const report = await take(await signed(model(), { ignorePaths: ['deep'] }), 'by key');
    expect([states(report), report.outcome]).toEqual([['deep/config.json subset', 'model.sig verified'], 'fail']);
  });

  test('a valid signature by somebody else, and one where nobody is registered', async () => {
    const report = await take(await signed(model(), { signer: new KeySigner(other) }), 'by key');
    expect([states(report), report.outcome]).toEqual([['model.sig other-identity'], 'fail']);
    const nobody = await take(await signed(model()), 'by nothing');
    expect([states(nobody), nobody.outcome, nobody.digestStrength]).toEqual([
      ['model.sig unknown-identity'],
      'inconclusive',
      'none',
    ]);
    expect(states(await take(model(), 'by key'))).toEqual(['unsigned']);
  });

  test('a certificate that has expired, with and without a timestamp, and of another subject', async () => {
    const leaf = (subject: string, validTo: string): Partial<SignModelOptions> => {
      const one = buildCertificate({ subject, issuer: authority, validTo: new Date(validTo) });
      return { signer: new KeySigner(one.key), certificates: [parseCertificate(one.der)] };
    };
    const place = await signed(model(), leaf('Example', '2026-04-01T00:00:00Z'));
    expect(states(await take(place, 'by certificate'))).toEqual(['model.sig expired']);
    const bundle = readFileSync(join(place, 'model.sig'));
    write(
      `${place.slice(folder.length + 1)}/model.sig.tsr`,
      buildTimestamp(clock, bundle, { time: '20260301000000Z' }),
    );
    expect(states(await take(place, 'by certificate'))).toEqual(['model.sig verified']);
    const impostor = await signed(model(), leaf('Impostor', '2027-04-01T00:00:00Z'));
    expect(states(await take(impostor, 'by certificate'))).toEqual(['model.sig other-identity']);
  });
});

describe('Sigstore', () => {
  test('over one file, by the registered identity, by another, and by one that is only expected', async () => {
    const artifact = (identity?: string): string => {
      const place = model();
      rmSync(join(place, 'deep'), { recursive: true });
      const bytes = readFileSync(join(place, 'model.safetensors'));
      const bundle = sigstore.signArtifact(bytes, {
        at: new Date('2026-04-01T00:00:00Z'),
        ...(identity === undefined ? {} : { identity }),
      });
      write(`${place.slice(folder.length + 1)}/model.safetensors.sigstore.json`, JSON.stringify(bundle));
      return place;
    };
    const report = await take(artifact(), 'by identity');
    expect([states(report), report.digestStrength]).toEqual([['model.safetensors verified'], 'signed']);
    expect(states(await take(artifact('https://github.com/somebody/else'), 'by identity'))).toEqual([
      'model.safetensors.sigstore.json other-identity',
    ]);
    const expected = await take(artifact(), 'by nothing', { expected: true });
    expect([states(expected), expected.digestStrength, expected.outcome]).toEqual([
      ['model.safetensors unknown-identity'],
      'none',
      'inconclusive',
    ]);
  });
});

describe('attestations', () => {
  test('about a file of the delivery, and about other bytes', async () => {
    const place = model();
    const file = readFileSync(join(place, 'model.safetensors'));
    const attestation = async (bytes: Uint8Array): Promise<Uint8Array> => {
      const subject = { name: 'model', sha256: parseSha256(createHash('sha256').update(bytes).digest('hex')) };
      return (await attest(provenance, [subject], provenance.example, [new KeySigner(key)])).bytes;
    };
    const about = write('about.intoto.jsonl', await attestation(file));
    const report = await take(place, 'by key', { signatures: [about] });
    expect(states(report)).toEqual([`${about} verified`, 'deep/config.json subset'].sort());
    expect(report.items.find(({ state }) => state === 'verified')?.observed).toContain('slsa.dev/provenance');
    const elsewhere = write('elsewhere.intoto.jsonl', await attestation(Buffer.from('another')));
    expect(states(await take(model(), 'by key', { signatures: [elsewhere] }))).toEqual([`${elsewhere} mismatch`]);
  });
});

const mini = generateKeyPairSync('ed25519');
const miniId = Buffer.from('0102030405060708', 'hex');

function minisignKey({ publicKey }: { readonly publicKey: KeyObject }): string {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from('Ed'), miniId, Buffer.from(x, 'base64url')]).toString('base64');
}

/** @source https://jedisct1.github.io/minisign, "Signature format" */
function minisign(
  bytes: Uint8Array,
  signer: KeyObject,
  { hashed = true, id = miniId, comment = 'a comment' } = {},
): string {
  const message = hashed ? createHash('blake2b512').update(bytes).digest() : bytes;
  const signature = sign(null, message, signer);
  const line = Buffer.concat([Buffer.from(hashed ? 'ED' : 'Ed'), id, signature]).toString('base64');
  const whole = sign(null, Buffer.concat([signature, Buffer.from('a comment')]), signer).toString('base64');
  return `untrusted comment: signature\n${line}\ntrusted comment: ${comment}\n${whole}\n`;
}

describe('minisign and others', () => {
  test.each([
    ['over the hash', {}, undefined, 'model.safetensors verified'],
    ['over the file', { hashed: false }, undefined, 'model.safetensors verified'],
    ['another comment', { comment: 'another' }, undefined, 'model.safetensors.minisig mismatch'],
    ['another key', { id: Buffer.alloc(8, 9) }, undefined, 'model.safetensors.minisig other-identity'],
    ['another file', {}, 'other bytes', 'model.safetensors.minisig mismatch'],
  ])('%s', async (_, options, bytes, expected) => {
    const place = model();
    rmSync(join(place, 'deep'), { recursive: true });
    const content = bytes === undefined ? readFileSync(join(place, 'model.safetensors')) : Buffer.from(bytes);
    write(`${place.slice(folder.length + 1)}/model.safetensors.minisig`, minisign(content, mini.privateKey, options));
    expect(states(await take(place, 'by minisign'))).toEqual([expected]);
  });

  test('what is not verified here says so', async () => {
    const place = model();
    write(
      `${place.slice(folder.length + 1)}/model.safetensors.asc`,
      '-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n',
    );
    const report = await take(place, 'by key');
    expect([states(report), report.outcome]).toEqual([['model.safetensors.asc not-covered'], 'inconclusive']);
  });
});
