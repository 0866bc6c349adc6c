// The cases of the public conformance suite for Sigstore clients that need no network, through the adapter. Named after what they
// show there; bundles and trusted roots are of a Sigstore of our own.
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Json } from '#core/canonical-json';
import { type MadeBundle, signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';

const adapter = join(import.meta.dirname, 'sigstore-adapter');
const folder = mkdtempSync(join(tmpdir(), 'assay-sigstore-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sigstore = new TestSigstore();
const stranger = new TestSigstore();
const artifact = Buffer.from('weights of a model');
const digest = createHash('sha256').update(artifact).digest('hex');
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [
    { name: 'a.bin', digest: { sha256: 'b'.repeat(64) } },
    { name: 'weights', digest: { sha256: digest } },
  ],
  predicateType: 'https://example.org/x/v1',
  predicate: {},
};

put('artifact', artifact);
put('other', 'something else');
put('root.json', sigstore.trustedRoot);
put('stranger.json', stranger.trustedRoot);
put('key.pub', key.publicKey.export({ type: 'spki', format: 'pem' }));
const signed = sigstore.signArtifact(artifact);

function put(name: string, content: string | Buffer | MadeBundle): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
}

interface Asked {
  readonly identity?: string;
  readonly issuer?: string;
  readonly root?: string;
  readonly input?: string;
  readonly key?: string;
}

function verify(bundle: MadeBundle | string, asked: Asked = {}): number | null {
  const {
    identity = signerIdentity,
    issuer = signerIssuer,
    root = 'root.json',
    input = join(folder, 'artifact'),
  } = asked;
  const signer =
    asked.key === undefined
      ? ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer]
      : ['--key', join(folder, asked.key)];
  const files = ['--bundle', put('bundle.json', bundle), ...signer, '--trusted-root', join(folder, root), input];
  return run('verify-bundle', ...files);
}

function run(...words: readonly string[]): number | null {
  const { status, error } = spawnSync(process.execPath, [adapter, ...words], { stdio: 'ignore' });
  if (error !== undefined) throw error;
  return status;
}

function edit(bundle: MadeBundle, change: (copy: { [name: string]: Json }) => void): MadeBundle {
  const copy = JSON.parse(JSON.stringify(bundle));
  change(copy);
  return copy;
}

const accepted: readonly (readonly [what: string, status: () => number | null])[] = [
  ['happy path', () => verify(signed)],
  ['happy path with a digest', () => verify(signed, { input: `sha256:${digest}` })],
  ['managed key', () => verify(sigstore.signArtifact(artifact, { key: key.privateKey }), { key: 'key.pub' })],
  [
    'managed key with a digest',
    () =>
      verify(sigstore.signArtifact(artifact, { key: key.privateKey }), { key: 'key.pub', input: `sha256:${digest}` }),
  ],
  ['in-toto statement', () => verify(sigstore.signStatement(statement))],
  ['in-toto statement with a digest', () => verify(sigstore.signStatement(statement), { input: `sha256:${digest}` })],
  [
    'in-toto statement, managed key',
    () => verify(sigstore.signStatement(statement, { key: key.privateKey }), { key: 'key.pub' }),
  ],
];

const refused: readonly (readonly [what: string, status: () => number | null])[] = [
  ['another artifact', () => verify(signed, { input: join(folder, 'other') })],
  ['another digest', () => verify(signed, { input: `sha256:${'0'.repeat(64)}` })],
  ['another identity', () => verify(signed, { identity: `${signerIdentity}x` })],
  ['identity as a pattern', () => verify(signed, { identity: '.*' })],
  ['another issuer', () => verify(signed, { issuer: 'https://accounts.example' })],
  ['another trusted root', () => verify(signed, { root: 'stranger.json' })],
  ['a key for a certificate', () => verify(signed, { key: 'key.pub' })],
  ['a certificate for a key', () => verify(sigstore.signArtifact(artifact, { key: key.privateKey }))],
  ['statement about something else', () => verify(sigstore.signStatement(statement), { input: join(folder, 'other') })],
  [
    'statement about another digest',
    () => verify(sigstore.signStatement(statement), { input: `sha256:${'0'.repeat(64)}` }),
  ],
  ['no certificate transparency', () => verify(sigstore.signArtifact(artifact, { withoutStamp: true }))],
  [
    'certificate that was over',
    () =>
      verify(
        sigstore.signArtifact(artifact, { certificate: { from: new Date('2026-02-01'), to: new Date('2026-02-02') } }),
      ),
  ],
  [
    'no entry of the log',
    () =>
      verify(edit(signed, (copy) => (copy.verificationMaterial = { ...signed.verificationMaterial, tlogEntries: [] }))),
  ],
  [
    'entry of another signature',
    () =>
      verify(
        edit(
          signed,
          (copy) =>
            (copy.verificationMaterial = {
              ...signed.verificationMaterial,
              tlogEntries: sigstore.signArtifact(artifact).verificationMaterial.tlogEntries ?? [],
            }),
        ),
      ),
  ],
  [
    'entry of another log',
    () =>
      verify(
        edit(
          signed,
          (copy) =>
            (copy.verificationMaterial = {
              ...signed.verificationMaterial,
              tlogEntries: stranger.signArtifact(artifact).verificationMaterial.tlogEntries ?? [],
            }),
        ),
      ),
  ],
  [
    'the same entry twice',
    () => verify(JSON.stringify(signed).replace(/"tlogEntries":\[(.*?\})\]/, '"tlogEntries":[$1,$1]')),
  ],
  [
    'proof of inclusion that does not verify',
    () => verify(JSON.stringify(signed).replace(/"hashes":\["./, '"hashes":["/')),
  ],
  [
    'checkpoint that does not verify',
    () => verify(JSON.stringify(signed).replace('rekor.test\\n2\\n', 'rekor.test\\n3\\n')),
  ],
  [
    'promise that does not verify',
    () => verify(JSON.stringify(signed).replace(/"integratedTime":"\d/, '"integratedTime":"2')),
  ],
  ['another media type', () => verify(edit(signed, (copy) => (copy.mediaType = 'application/json')))],
  ['no media type', () => verify(JSON.stringify(signed).replace('"mediaType"', '"other"'))],
  ['no JSON', () => verify('bundle')],
  ['a name twice', () => verify(JSON.stringify(signed).replace('{"mediaType"', '{"mediaType":"","mediaType"'))],
  ['no bundle', () => verify('{}')],
  ['a trusted root that is none', () => verify(signed, { root: 'artifact' })],
  ['a file that is not there', () => verify(signed, { input: join(folder, 'nothing') })],
  [
    'a trusted root over the network',
    () =>
      run(
        'verify-bundle',
        '--bundle',
        put('b.json', signed),
        '--certificate-identity',
        signerIdentity,
        '--certificate-oidc-issuer',
        signerIssuer,
        join(folder, 'artifact'),
      ),
  ],
  [
    'signing',
    () => run('sign-bundle', '--identity-token', 'x', '--bundle', join(folder, 'new.json'), join(folder, 'artifact')),
  ],
];

test.each(accepted)('%s', (_, status) => {
  expect(status()).toBe(0);
});

test.each(refused)('%s is refused', (_, status) => {
  expect(status()).toBe(1);
});
