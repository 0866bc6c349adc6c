// Decisions in a workspace: who asks, what is on record afterwards, and what a denial does not tell.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listStatements } from '#database/list-statements';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { resolveAsset } from '../assets/resolve-asset.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AccessWish, decideAccess, demandAccess } from './decide-access.ts';

let made: TestWorkspace;
let root: Workspace;
let asset: AccessWish['resource'];

beforeEach(async () => {
  made = await buildWorkspace();
  root = await made.open();
  made.file('reviews/a.txt', 'one');
  const { id } = await made.add(root, 'reviews', { name: 'reviews', kind: 'dataset', sensitivity: 'internal' });
  asset = { asset: (await resolveAsset(await root.index(), id)).id };
});
afterEach(() => made.remove());

const events = async (workspace: Workspace): Promise<number> =>
  (await listStatements(await workspace.index(), 0, { kind: 'access-event' }, 100)).statements.length;

test('whoever made the workspace may do what one person may do, without a word about rights', async () => {
  for (const action of ['see', 'read', 'use', 'label', 'write', 'promote', 'export', 'attest', 'administer'] as const) {
    expect((await decideAccess(root, { action, resource: asset })).decision, action).toBe('allow');
  }
  expect((await decideAccess(root, { action: 'destroy', resource: asset })).because).toEqual(['two-people']);
});

test('a read is on record before anything is handed over; what is signed anyway is its own record', async () => {
  await demandAccess(root, { action: 'read', resource: asset, purpose: 'labels' });
  expect(await events(root)).toBe(1);
  await demandAccess(root, { action: 'write', resource: asset });
  await demandAccess(root, { action: 'see', resource: asset });
  expect(await events(root)).toBe(1);
});

test('the role decides in its zone, and a denial is on record with the policy and a way out', async () => {
  const mira = await openAs(made, root, 'mira', { roles: ['data-scientist'] });
  expect((await decideAccess(mira, { action: 'use', resource: asset })).because).toEqual([
    'data-engineering-data-scientist',
  ]);
  const refused = demandAccess(mira, { action: 'read', resource: asset, word: 'reviews@1' });
  await expect(refused).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  await expect(refused).rejects.toThrow(/"mira" may not read reviews@1[\s\S]*granted: a grant covers it/);
  expect(await events(root)).toBe(1);
});

test('what somebody may not see is unknown to them, in the same words', async () => {
  const guest = await openAs(made, root, 'guest', { roles: [] });
  const index = await guest.index();
  const message = async (act: Promise<unknown>): Promise<string> => {
    const error: unknown = await act.catch((caught: unknown) => caught);
    return error instanceof Error ? error.message : '';
  };
  const hidden = await message(demandAccess(guest, { action: 'read', resource: asset, word: 'reviews' }));
  expect(hidden).toBe((await message(resolveAsset(index, 'reviewz'))).replace('reviewz', 'reviews'));
  const byId = 'f'.repeat(12);
  const missing = await message(resolveAsset(index, byId));
  expect(await message(demandAccess(guest, { action: 'read', resource: asset, word: byId }))).toBe(missing);
});
