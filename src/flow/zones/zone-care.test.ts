// Keys that are sealed, profiles that nobody looked at, and what lies too long.
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseSha256 } from '#core/digest';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { blobsOfAsset } from '../assets/asset-blobs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf } from './asset-bytes.ts';
import { showZone } from './show-zone.ts';
import { sealZoneKey } from './zone-keys.ts';
import { reviewZone } from './zone-profile.ts';
import { zoneRetention } from './zone-retention.ts';

let made: TestWorkspace;
let workspace: Workspace;

beforeEach(async () => {
  made = await buildWorkspace();
  workspace = await made.open();
});
afterEach(() => made.remove());

test('a sealed key opens for whoever has the identity, and for nobody else', { timeout: 30_000 }, async () => {
  made.file('data/rows.csv', 'id\n1\n');
  const asset = parseSha256((await made.add(workspace, 'data', { name: 'data', kind: 'dataset' })).id);
  const identity = await generateX25519Identity();
  const { keys } = await sealZoneKey(workspace, 'data-engineering', [await identityToRecipient(identity)]);
  expect(keys.find(({ zone }) => zone === 'data-engineering')?.state).toBe('sealed');
  const [digest = asset] = await blobsOfAsset(workspace, asset);

  const without = await made.open();
  await expect(bytesOf(without, asset).read(digest, 1000)).rejects.toMatchObject({ code: 'STORE_KEY' });
  expect((await showZone(without, 'data-engineering')).store).toMatchObject({ state: 'closed', code: 'STORE_KEY' });
  const file = made.file('identity.txt', `${identity}\n`);
  (await import('node:fs')).chmodSync(file, 0o600);
  const holder = await made.openWith({ identityFiles: [file] });
  expect(Buffer.from(await bytesOf(holder, asset).read(digest, 1000)).toString()).toBe('id\n1\n');
});

test('a profile is stale when nobody looked at it in time, and fresh again once somebody has', {
  timeout: 30_000,
}, async () => {
  expect((await showZone(workspace, 'training')).profile.state).toBe('not-due');
  made.setNow('2026-08-01T12:00:00Z');
  expect((await showZone(workspace, 'training')).profile.state).toBe('overdue');
  await reviewZone(workspace, 'training', ['nothing has changed']);
  expect((await showZone(workspace, 'training')).profile).toMatchObject({ state: 'reviewed', reviewer: 'root' });
  // The review of one zone is none of another.
  expect((await showZone(workspace, 'data-engineering')).profile.state).toBe('overdue');
  made.setNow('2026-11-01T12:00:00Z');
  expect((await showZone(workspace, 'training')).profile.state).toBe('overdue');
});

test('what lies longer in a zone than it is to is due, and nothing is destroyed by saying so', {
  timeout: 30_000,
}, async () => {
  made.file('data/rows.csv', 'id\n1\n');
  await made.add(workspace, 'data', { name: 'data', kind: 'dataset', supplier: 'Example' });
  expect((await zoneRetention(workspace)).due).toEqual([]);
  made.setNow('2026-08-01T12:00:00Z');
  expect((await zoneRetention(workspace)).due).toMatchObject([
    { references: ['data@1'], zone: 'quarantine', dueAt: '2026-07-30T12:00:00.000Z', atEnd: 'destroy' },
  ]);
});
