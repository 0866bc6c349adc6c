// What is sealed about an access: who may read it, and that the log is the same after it is destroyed.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leafHash } from '#core/tree-hash';
import { nodeCryptography } from '#log/node-cryptography';
import { TileTree } from '#log/tile-tree';
import { verifyInclusion } from '#log/verify-inclusion';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { demandAccess } from '../access/decide-access.ts';
import { grantAccess } from '../access/grant-access.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { openAccessDetails, sealAccessDetails } from './access-details.ts';
import { listAudit } from './list-audit.ts';
import { showEvent, shredDetails } from './show-event.ts';

let made: TestWorkspace;
let root: Workspace;

beforeEach(async () => {
  made = await buildWorkspace();
  root = await made.open();
});
afterEach(() => made.remove());

test('the same facts have another digest each time, and lie under a key of their own', async () => {
  const first = await sealAccessDetails(root);
  const second = await sealAccessDetails(root);
  if (first === undefined || second === undefined) throw new Error('the key is here');
  expect(first).not.toBe(second);
  expect(await openAccessDetails(root, first)).toMatchObject({ process: process.pid });
  await expect(root.store.read(first, 1e6)).rejects.toMatchObject({ code: 'STORE_MISSING' });
  rmSync(join(made.root, '.assay/keys/zones/assay-audit.key'));
  const other = await made.open();
  await expect(openAccessDetails(other, first)).rejects.toMatchObject({ code: 'STORE_KEY' });
  // Who cannot seal for the audit is not kept from working.
  expect(await sealAccessDetails(other)).toBeUndefined();
});

test('an access is shown with its details; shredded by two people, the entry is proved as before', async () => {
  made.file('reviews/a.txt', 'one');
  const { id } = await made.add(root, 'reviews', { name: 'reviews', kind: 'dataset' });
  await demandAccess(root, { action: 'read', resource: { asset: (await resolveAsset(await root.index(), id)).id } });
  const { events } = await listAudit(root, { most: 10, action: 'read' });
  const entry = events[0]?.logIndex ?? -1;
  const shown = await showEvent(root, entry);
  expect(shown.details).toMatchObject({ process: process.pid });
  expect(JSON.stringify(shown.event)).not.toContain(String(shown.details?.host));
  const leaf = await proved(entry);

  await expect(shredDetails(root, entry, { why: 'asked for' })).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  const olga = await openAs(made, root, 'olga', { roles: ['owner'] });
  const mira = await openAs(made, root, 'mira', { roles: ['owner'] });
  await expect(shredDetails(mira, entry, { why: 'asked for' })).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  await grantAccess(olga, {
    identity: 'mira',
    resource: 'zone:workspace',
    permits: ['destroy'],
    purpose: 'an erasure was asked for',
    until: '2026-05-02T12:00:00.000Z',
  });
  await shredDetails(mira, entry, { why: 'asked for', basis: 'GDPR article 17' });
  expect((await showEvent(root, entry)).detailsMissing).toContain('was destroyed');
  expect(await proved(entry)).toBe(leaf);
});

/** The leaf of an entry, shown to be part of the newest tree. */
async function proved(index: number): Promise<string> {
  const { size, root: head } = await root.checkpoint();
  const tree = new TileTree(root.log.storage, size);
  const leaf = leafHash(await tree.entry(index));
  await verifyInclusion({ index, leaf, proof: await tree.inclusionProof(index), size, root: head }, nodeCryptography);
  return Buffer.from(leaf).toString('hex');
}
