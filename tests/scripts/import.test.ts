// `assay import` in this process: attestations of others, of keys and of identities, alone and in lines.
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signEnvelope } from '#sign/envelope';
import { KeySigner } from '#sign/key-signer';
import { signerIdentity, signerIssuer, TestSigstore } from '#testkit/sigstore';
import { assayHere as assay } from './assay-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-import-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
const key = join(folder, 'supplier.pub');
let supplier: KeySigner;

beforeAll(async () => {
  await assay(['init', root]);
  await assay(['keys', 'create', join(folder, 'supplier')]);
  await assay(['keys', 'create', join(folder, 'stranger')]);
  supplier = new KeySigner(createPrivateKey(readFileSync(join(folder, 'supplier'))));
});

afterAll(() => rmSync(folder, { recursive: true }));

type Document = ReturnType<typeof JSON.parse>;

const digestOf = (letter: string): string => letter.repeat(64);

/** SLSA provenance about something with this digest. */
const provenance = (digest: string): Document => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'weights.safetensors', digest: { sha256: digest } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: 'https://example.org/train/v1',
      externalParameters: {},
      resolvedDependencies: [{ uri: 'https://data.example/reviews', digest: { sha256: digestOf('d') } }],
    },
    runDetails: { builder: { id: 'https://train.example.org' } },
  },
});

async function envelope(digest: string): Promise<string> {
  const payload = Buffer.from(JSON.stringify(provenance(digest)));
  return JSON.stringify(await signEnvelope('application/vnd.in-toto+json', payload, [supplier]));
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function imported(words: readonly string[], code = 0): Promise<readonly Document[]> {
  const answer = await assay(['import', ...words, '--json', ...at]);
  expect([answer.stderr, answer.code]).toEqual(['', code]);
  return JSON.parse(answer.stdout).attestations;
}

test('an attestation of a key is recorded as ours, once, and is part of the lineage', async () => {
  const path = file('one.json', await envelope(digestOf('a')));
  const [one] = await imported([path, '--key', key]);
  expect(one).toMatchObject({
    path,
    outcome: 'recorded',
    predicateType: 'https://slsa.dev/provenance/v1',
    subjects: [digestOf('a')],
    signer: { method: 'key', keyIds: [supplier.keyId] },
    logIndex: 1,
  });
  const shown = JSON.parse((await assay(['statements', one.statement, '--json', ...at])).stdout);
  expect(shown).toMatchObject({
    kind: 'foreign-attestation',
    counts: true,
    body: { attestation: one.attestation, source: path, dependencies: [{ sha256: digestOf('d') }] },
  });
  expect((await imported([path, '--key', key]))[0]).toMatchObject({ outcome: 'unchanged', statement: one.statement });
  const text = await assay(['import', path, '--key', key, ...at]);
  expect(text.stdout).toMatch(/^unchanged {2}.*one\.json\n {2}says {7}https:\/\/slsa\.dev\/provenance\/v1\n {2}about /);
  expect((await assay(['store', 'check', ...at])).code).toBe(0);
});

test('indented, in lines, twice in one call; what is refused does not keep the rest out', async () => {
  const [b, c] = [await envelope(digestOf('b')), await envelope(digestOf('c'))];
  const indented = file('indented.json', JSON.stringify(JSON.parse(b), undefined, 2));
  const spoilt = c.replace('"payload":"', '"payload":"AAAA');
  const lines = file('lines.jsonl', `${b}\n\n${spoilt}\n${c}\nhello\n`);
  const found = await imported([indented, lines, '--key', key], 1);
  expect(found.map(({ path, line, outcome, code }) => [path, line, outcome, code])).toEqual([
    [indented, undefined, 'recorded', undefined],
    [lines, 1, 'recorded', undefined],
    [lines, 3, 'refused', 'ATTEST_UNTRUSTED'],
    [lines, 4, 'recorded', undefined],
    [lines, 5, 'refused', 'ATTEST_MALFORMED'],
  ]);
  expect((await imported([file('again.json', c), '--key', key]))[0]).toMatchObject({ outcome: 'unchanged' });
});

test('whoever is not named is not believed, and what is about something else is refused', async () => {
  const path = file('refused.json', await envelope(digestOf('e')));
  const size = JSON.parse((await assay(['status', '--json', ...at])).stdout).log.size;
  const stranger = join(folder, 'stranger.pub');
  expect((await imported([path, '--key', stranger], 1))[0]).toMatchObject({ code: 'ATTEST_UNTRUSTED' });
  expect((await imported([path, '--key', key, '--about', digestOf('f')], 1))[0]).toMatchObject({
    code: 'ATTEST_SUBJECT',
  });
  const text = await assay(['import', path, '--key', stranger, ...at]);
  expect([text.code, text.stdout]).toEqual([
    1,
    expect.stringMatching(/^refused .*\n {2}why .*\(ATTEST_UNTRUSTED\)\n$/),
  ]);
  expect(JSON.parse((await assay(['status', '--json', ...at])).stdout).log.size).toBe(size);
  expect((await imported([path, '--key', key, '--about', digestOf('e')]))[0]).toMatchObject({ outcome: 'recorded' });
});

test('a Sigstore bundle of an identity', async () => {
  const sigstore = new TestSigstore();
  const bundle = file('bundle.json', JSON.stringify(sigstore.signStatement(provenance(digestOf('9')))));
  const trustedRoot = file('trusted-root.json', sigstore.trustedRoot.toString());
  const words = [bundle, '--trusted-root', trustedRoot, '--issuer', signerIssuer, '--identity'];
  expect((await imported([...words, signerIdentity]))[0]).toMatchObject({
    outcome: 'recorded',
    signer: { method: 'keyless', identity: signerIdentity, issuer: signerIssuer },
  });
  expect((await imported([...words, `${signerIdentity}-2`], 1))[0]).toMatchObject({ outcome: 'refused' });
  const text = await assay(['import', ...words, signerIdentity, ...at]);
  expect(text.stdout).toContain(`  signed by  ${signerIdentity} by ${signerIssuer}\n`);
});

test.each([
  [['import']],
  [['import', 'x.json']],
  [['import', 'x.json', '--identity', 'a']],
  [['import', 'x.json', '--key', 'README.md', '--issuer', 'a']],
])('wrong usage: %j', async (words) => {
  const { stdout, stderr, code } = await assay([...words, ...at]);
  expect([stdout, code]).toEqual(['', 64]);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test('what cannot be read: 2 with the reason', async () => {
  const path = file('fine.json', await envelope(digestOf('8')));
  for (const [words, reason] of [
    [['import', join(folder, 'none'), '--key', key], /does not exist/],
    [['import', path, '--key', join(folder, 'none')], /does not exist/],
    [['import', path, '--key', key, '--about', 'nobody'], /no reference/],
  ] as const) {
    const { stdout, stderr, code } = await assay([...words, ...at]);
    expect([stdout, code]).toEqual(['', 2]);
    expect(stderr).toMatch(reason);
  }
});
