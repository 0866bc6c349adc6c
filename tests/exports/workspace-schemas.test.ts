// What the commands over evidence, keys, store and index print with --json follows its published schema.
import { createPrivateKey } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { predicate as dataQuality } from '#predicates/data-quality';
import { signEnvelope } from '#sign/envelope';
import { KeySigner } from '#sign/key-signer';
import { assayHere } from '../scripts/assay-here.ts';
import { agreeToDestroy } from '../scripts/second-person.ts';
import { type Document, validDocument } from './valid-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-workspace-schemas-'));
const root = join(folder, 'work');
const at = ['--workspace', root];
afterAll(() => rmSync(folder, { recursive: true }));

const soon = (): string => new Date(Date.now() + 1).toISOString();
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('statements, proofs and imports', async () => {
  const { logKey, rootKey } = JSON.parse((await assayHere(['init', root, '--json'])).stdout);
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/rows.csv'), 'id,text\n1,good\n');
  await assayHere(['add', join(folder, 'data'), '--kind', 'dataset', '--name', 'reviews', ...at]);
  const attest = ['attest', 'reviews', '--kind', 'data-quality', '--predicate', '-', ...at];
  const { statement } = await validDocument('attest', attest, 0, JSON.stringify(dataQuality.example));
  await validDocument('attest', attest, 0, JSON.stringify(dataQuality.example));
  await validDocument('statements', ['statements', ...at]);
  await validDocument('statement', ['statements', statement, ...at]);
  const proof = join(folder, 'proof');
  await assayHere(['proof', 'reviews', '--output', proof, ...at]);
  const words = ['verify-proof', proof, '--key', logKey];
  await validDocument('verify-proof', [...words, '--asset', join(folder, 'data'), '--signer', rootKey]);
  await validDocument('verify-proof', [...words, '--signer', 'ab'.repeat(32)], 1);

  await assayHere(['keys', 'create', join(folder, 'supplier')]);
  const signer = new KeySigner(createPrivateKey(readFileSync(join(folder, 'supplier'))));
  const payload = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: 'a'.repeat(64) } }],
    predicateType: 'https://example.org/anything/v1',
    predicate: {},
  };
  const envelope = await signEnvelope('application/vnd.in-toto+json', Buffer.from(JSON.stringify(payload)), [signer]);
  writeFileSync(join(folder, 'envelopes'), `${JSON.stringify(envelope)}\n{}\n`);
  const key = ['--key', join(folder, 'supplier.pub'), ...at];
  await validDocument('import', ['import', join(folder, 'envelopes'), ...key], 1);
  await validDocument('import', ['import', join(folder, 'envelopes'), ...key], 1);
});

test('keys', async () => {
  const { publicPath, keyId } = JSON.parse(
    (await assayHere(['keys', 'create', join(folder, 'anna'), '--json'])).stdout,
  );
  const trust = ['keys', 'trust', publicPath, '--roles', 'keys', '--why', 'x', ...at];
  await validDocument('keys-trust', trust);
  await validDocument('keys-trust', [...trust, '--holder', 'Anna', '--valid-from', '2026-01-01']);
  await validDocument('keys-rotate', ['keys', 'rotate', ...at]);
  await validDocument('keys', ['keys', 'list', ...at]);
  const { keys } = JSON.parse((await assayHere(['keys', 'list', '--json', ...at])).stdout);
  const current = keys.find(({ signsHere }: Document) => signsHere).id;
  const from = soon();
  await pause();
  await assayHere(['attest', 'reviews', '--kind', 'data-quality', '--predicate', '-', ...at], '{}');
  await assayHere(['tag', 'reviews', 'other', ...at]);
  await validDocument('keys-revoke', ['keys', 'revoke', current, '--from', from, '--why', 'x', '--dry-run', ...at]);
  await validDocument('keys-revoke', ['keys', 'revoke', keyId, '--from', from, '--why', 'x', ...at]);
  await validDocument('keys', ['keys', 'list', ...at]);
  await validDocument('statements', ['statements', ...at]);
});

test('workspace and store', async () => {
  await validDocument('status', ['status', ...at]);
  await assayHere(['verify', '--all', ...at]);
  await validDocument('status', ['status', ...at]);
  await validDocument('reindex', ['reindex', ...at]);
  const index = new DatabaseSync(join(root, '.assay/index.sqlite'));
  index.exec("update asset set name = 'x'");
  index.close();
  await validDocument('reindex', ['reindex', ...at], 1);
  await validDocument('store-check', ['store', 'check', ...at]);
  await validDocument('store-rotate', ['store', 'rotate', ...at]);
  await validDocument('store-tidy', ['store', 'tidy', ...at]);
  const destroy = ['store', 'destroy', 'reviews', '--why', 'x', ...at];
  await validDocument('store-destroy', [...destroy, '--dry-run']);
  await agreeToDestroy(folder, at, 'reviews');
  await validDocument('store-destroy', destroy);
  const packs = join(root, '.assay/store/main/packs');
  for (const name of readdirSync(packs, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.pack')) rmSync(join(packs, name));
  }
  const { problems } = await validDocument('store-check', ['store', 'check', ...at], 1);
  expect(problems.length).toBeGreaterThan(0);
});
