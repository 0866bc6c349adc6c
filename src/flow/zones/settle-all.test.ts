// A workspace from before there were zones: everything in the main store. It keeps working, and can be moved.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseSha256, type Sha256 } from '#core/digest';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { blobsOfAsset } from '../assets/asset-blobs.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { checkWorkspaceStore } from '../store/check-store.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { bytesOf, whereBytesLie } from './asset-bytes.ts';
import { settleAssets } from './settle-all.ts';
import { storeOf } from './zone-store.ts';

let made: TestWorkspace;
let workspace: Workspace;
let asset: Sha256;

beforeEach(async () => {
  made = await buildWorkspace();
  workspace = await made.open();
  made.file('data/rows.csv', 'id,text\n1,good\n');
  asset = parseSha256((await made.add(workspace, 'data', { name: 'reviews', kind: 'dataset' })).id);
  // As an earlier release left it.
  const batch = workspace.store.batch();
  const digests = await blobsOfAsset(workspace, asset);
  for (const digest of digests) await batch.addBlob(await bytesOf(workspace, asset).open(digest));
  await batch.commit();
  await (await storeOf(workspace, 'data-engineering')).destroy(...digests);
});
afterEach(() => made.remove());

test('it is read as before, and moved once and for all', async () => {
  for (const digest of await blobsOfAsset(workspace, asset))
    expect(await whereBytesLie(workspace, asset, digest)).toBe('main');
  await checkOutAsset(workspace, 'reviews', `${made.root}/copy`, { force: false, linksOutside: false });
  expect((await checkWorkspaceStore(workspace)).problems).toEqual([]);

  expect(await settleAssets(workspace)).toMatchObject({ assets: 1, blobs: 2, cleared: 2, problems: [] });
  for (const digest of await blobsOfAsset(workspace, asset)) {
    expect(await whereBytesLie(workspace, asset, digest)).toBe('data-engineering');
    expect(await workspace.store.has(digest)).toBe(false);
  }
  expect(await settleAssets(workspace)).toMatchObject({ blobs: 0, cleared: 0 });
  expect((await checkWorkspaceStore(workspace)).problems).toEqual([]);
  await checkOutAsset(workspace, 'reviews', `${made.root}/again`, { force: false, linksOutside: false });
});

test('what a statement names stays in the main store', async () => {
  // A file of the asset is the manifest of another one, byte for byte.
  const manifest = await workspace.store.read(asset, 10_000);
  made.file('odd/manifest.json', manifest);
  const odd = parseSha256((await made.add(workspace, 'odd', { name: 'odd', kind: 'code' })).id);
  const batch = workspace.store.batch();
  await batch.add(manifest);
  await batch.commit();
  await settleAssets(workspace, odd);
  expect(await workspace.store.has(asset)).toBe(true);
});

test('the same bytes in two zones are two blobs, and neither store tells of the other', async () => {
  made.file('code/prices.csv', 'id,text\n1,good\n');
  const other = parseSha256((await made.add(workspace, 'code', { name: 'code', kind: 'code' })).id);
  await settleAssets(workspace);
  const [digest = asset] = await blobsOfAsset(workspace, other);
  expect(await (await storeOf(workspace, 'application')).has(digest)).toBe(true);
  expect(await (await storeOf(workspace, 'data-engineering')).has(digest)).toBe(true);
  await (await storeOf(workspace, 'application')).destroy(digest);
  expect(await whereBytesLie(workspace, asset, digest)).toBe('data-engineering');
  await expect(bytesOf(workspace, other).read(digest, 1000)).rejects.toMatchObject({ code: 'STORE_DESTROYED' });
});
