// What a supplier was asked to send, and what of it came: an assessment counts when it is signed, about these bytes, and in time.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { attest } from '#attest/attest';
import { type Imported, importAttestation } from '#attest/import-attestation';
import { parseSha256 } from '#core/digest';
import { nameDigest } from '#predicates/name-digest';
import { type Deliverable, predicate as supplier } from '#predicates/supplier';
import { predicate as assessment } from '#predicates/supplier-assessment';
import { KeySigner } from '#sign/key-signer';
import { KeyVerifier } from '#sign/key-verifier';
import { openDelivery } from './delivery.ts';
import { judgeDeliverables } from './judge-deliverables.ts';
import { signaturesInDelivery } from './signatures/signature-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-deliverables-'));
const signer = new KeySigner(generateKeyPairSync('ed25519').privateKey);
const now = new Date('2026-05-01T00:00:00Z');
let made = 0;
afterAll(() => rmSync(folder, { recursive: true }));

async function assessed(bytes: string, nextReview: string): Promise<Imported> {
  const file = parseSha256(createHash('sha256').update(bytes).digest('hex'));
  const body = { ...assessment.example, supplier: 'S', nextReview };
  const attested = await attest(assessment, [{ sha256: nameDigest('supplier', 'S') }, { sha256: file }], body, [
    signer,
  ]);
  return importAttestation(attested.bytes, { keys: [new KeyVerifier(signer.publicKey)] });
}

async function states(
  wanted: readonly Deliverable[],
  files: Readonly<Record<string, string>>,
  found: { readonly attestations?: readonly Imported[]; readonly elsewhere?: readonly Imported[] } = {},
  refused: readonly Deliverable[] = [],
): Promise<readonly string[]> {
  made += 1;
  const place = join(folder, `delivery-${made}`);
  mkdirSync(place);
  for (const [path, content] of Object.entries(files)) writeFileSync(join(place, path), content);
  const delivery = await openDelivery(place, {});
  const refusals = refused.map((deliverable) => ({ deliverable, at: now.toISOString(), why: 'no' }));
  const { items, missing } = judgeDeliverables(
    { ...supplier.example, deliverables: wanted, refusals },
    {
      delivery,
      sources: [],
      signatures: signaturesInDelivery(delivery),
      attestations: [],
      elsewhere: [],
      now,
      ...found,
    },
  );
  expect(missing).toEqual(items.filter(({ outcome }) => outcome !== 'pass').map(({ path }) => path));
  return items.map(({ path, state }) => `${path} ${state}`);
}

test('a security assessment: signed and in time, over, about another version, a document that nobody signed, refused', async () => {
  const valid = await assessed('weights', '2026-09-01T00:00:00.000Z');
  const over = await assessed('weights', '2026-04-01T00:00:00.000Z');
  const files = { 'model.bin': 'weights' };
  const wanted = ['security-assessment'] as const;
  expect(await states(wanted, files, { attestations: [valid] })).toEqual(['security-assessment received']);
  expect(await states(wanted, files, { attestations: [over] })).toEqual(['security-assessment expired']);
  expect(await states(wanted, files, { elsewhere: [valid] })).toEqual(['security-assessment other-version']);
  expect(await states(wanted, { ...files, 'Security-Assessment.pdf': '%PDF' })).toEqual([
    'security-assessment unsigned',
  ]);
  expect(await states(wanted, files, {}, ['security-assessment'])).toEqual(['security-assessment refused']);
  expect(await states(wanted, files)).toEqual(['security-assessment missing']);
});

test('what is there is received, and what was not asked for is not missed', async () => {
  const files = { 'README.md': '# Card', LICENSE: 'text', 'model.cdx.json': '{}', 'model.bin': 'weights' };
  expect(await states(['bom', 'model-card', 'licence', 'checksums', 'provenance'], files)).toEqual([
    'bom received',
    'model-card received',
    'licence received',
    'checksums missing',
    'provenance missing',
  ]);
  expect(await states([], files)).toEqual([]);
});
