// Workspaces: made as a whole, opened from below, followed from the log.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeLeaf } from '#attest/leaf';
import { encodeManifest } from '#core/manifest';
import { LogWriter } from '#log/log-writer';
import { predicate as assetManifest } from '#predicates/asset-manifest';
import { predicate as keyChange } from '#predicates/key-change';
import { predicate as referenceMove } from '#predicates/reference-move';
import { createKeyPair } from '#sign/create-key-pair';
import { initWorkspace } from './init-workspace.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

let root = '';
let open: Workspace[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-flow-'));
  open = [];
});

afterEach(async () => {
  for (const workspace of open) await workspace.close();
  rmSync(root, { recursive: true, force: true });
});

async function opened(now?: Date): Promise<Workspace> {
  const workspace = await openWorkspace(root, now === undefined ? {} : { now: () => now });
  open.push(workspace);
  return workspace;
}

const made = (now = new Date()): ReturnType<typeof initWorkspace> =>
  initWorkspace(root, { auditDays: 30, now: () => now });
const empty = encodeManifest([{ type: 'folder', path: 'empty' }]);
const move = (version: number, why = 'a test') => ({
  predicate: referenceMove,
  subjects: [{ sha256: empty.assetId }],
  body: { name: 'x', version, to: empty.assetId, why, ...(version > 1 ? { from: empty.assetId } : {}) },
});

test('a new one trusts its root key and nothing else', async () => {
  const facts = await made();
  expect(readdirSync(root)).toEqual(['.assay']);
  expect(statSync(join(root, '.assay')).mode & 0o077).toBe(0);
  mkdirSync(join(root, 'below'));
  const workspace = await openWorkspace(join(root, 'below'));
  open.push(workspace);
  expect(workspace.root).toBe(root);
  const trust = await workspace.trust();
  expect([...trust.keys.keys()]).toEqual([facts.rootKey]);
  expect((await workspace.checkpoint()).size).toBe(1);
});

test('what is recorded stands in the index of every process', async () => {
  await made();
  const first = await opened();
  const second = await opened();
  await second.index();
  const batch = first.store.batch();
  await batch.add(empty.bytes);
  const body = {
    kind: 'code',
    name: 'x',
    entries: 1,
    bytes: 0,
    labels: [],
    parents: [],
    locations: [],
    rows: [],
  } as const;
  const drafts = [{ predicate: assetManifest, subjects: [{ name: 'x', sha256: empty.assetId }], body }, move(1)];
  const recorded = await first.record(drafts, batch);
  expect(recorded.map(({ index, refusal }) => [index, refusal])).toEqual([
    [1, undefined],
    [2, undefined],
  ]);
  const { tables } = await second.index();
  expect(await tables.selectFrom('asset').select(['asset', 'name']).execute()).toEqual([
    { asset: empty.assetId, name: 'x' },
  ]);
  expect(await second.store.read(empty.assetId, 1000)).toEqual(Buffer.from(empty.bytes));
});

test('of two moves to the same version the first counts', async () => {
  await made();
  const workspace = await opened();
  const recorded = await workspace.record([move(1), move(1, 'another')]);
  expect(recorded.map(({ refusal }) => refusal)).toEqual([undefined, expect.stringContaining('version')]);
});

test('a clock that was set back is refused, and nothing is logged', async () => {
  await made(new Date('2026-05-01T12:00:00Z'));
  const workspace = await opened(new Date('2026-05-01T11:00:00Z'));
  await expect(workspace.record([move(1)])).rejects.toMatchObject({ code: 'CLOCK_BACK' });
  expect((await workspace.checkpoint()).size).toBe(1);
  const later = await opened(new Date('2026-05-01T11:59:58Z'));
  expect(await later.record([move(1)])).toMatchObject([{ at: '2026-05-01T12:00:00.000Z' }]);
});

test('where there is none, init is named', async () => {
  await expect(openWorkspace(root)).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
});

test('a sealed signing key is asked for when it signs, not before', async () => {
  await initWorkspace(root, { auditDays: 30, now: () => new Date(), passphrase: 'correct horse' });
  const workspace = await opened();
  await workspace.index();
  await expect(workspace.record([move(1)])).rejects.toMatchObject({ code: 'SIGN_KEY' });
  const knowing = await openWorkspace(root, { passphrase: async () => 'correct horse' });
  open.push(knowing);
  expect(await knowing.record([move(1)])).toMatchObject([{ index: 1 }]);
});

test('an old change of keys that is appended again undoes nothing', async () => {
  await made();
  const workspace = await opened();
  const pair = createKeyPair('ed25519');
  const key = { id: pair.keyId, kind: 'ed25519', pem: pair.publicPem };
  const trust = (roles: readonly string[]) => ({
    predicate: keyChange,
    subjects: [{ sha256: pair.keyId }],
    body: { action: 'trust', key, roles, why: `roles ${roles}` } as const,
  });
  const [wide] = await workspace.record([trust(['*'])]);
  await workspace.record([trust(['scan-static'])]);
  const leaf = encodeLeaf({ at: new Date().toISOString(), envelope: wide?.evidence ?? pair.keyId });
  await new LogWriter(workspace.log).append([leaf]);
  for (const one of [workspace, await opened()]) {
    expect((await one.trust()).keys.get(pair.keyId)?.grants.at(-1)?.roles).toEqual(['scan-static']);
  }
});

test('a signing key that is sealed for an age identity is opened with it', async () => {
  const { generateIdentity, identityToRecipient } = await import('age-encryption');
  const identity = await generateIdentity();
  const file = join(root, 'identity.txt');
  writeFileSync(file, `${identity}\n`, { mode: 0o600 });
  await initWorkspace(root, {
    auditDays: 30,
    now: () => new Date(),
    recipients: [await identityToRecipient(identity)],
  });
  const knowing = await openWorkspace(root, { identityFiles: [file] });
  open.push(knowing);
  expect(await knowing.record([move(1)])).toMatchObject([{ index: 1 }]);
  await expect((await opened()).record([move(2)])).rejects.toMatchObject({ code: 'SIGN_KEY' });
});
