// Who may do what in which zone, by the policies that come with it; and what somebody is told about zones that are not theirs.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSha256, type Sha256 } from '#core/digest';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { type AccessWish, decideAccess } from '../access/decide-access.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { listZones } from './list-zones.ts';
import { promote } from './promote.ts';
import { showZone } from './show-zone.ts';

let made: TestWorkspace;
let root: Workspace;
let data: Sha256;
const people = new Map<string, Workspace>();

beforeAll(async () => {
  made = await buildWorkspace();
  root = await made.open();
  made.file('data/rows.csv', 'id\n1\n');
  data = parseSha256((await made.add(root, 'data', { name: 'data', kind: 'dataset', sensitivity: 'internal' })).id);
  for (const role of ['app-engineer', 'data-engineer', 'collector', 'data-scientist'])
    people.set(
      role,
      await openAs(made, root, role, { roles: [role], keyRoles: ['access-event', 'placement', 'gate-decision'] }),
    );
}, 60_000);
afterAll(() => made.remove());

async function may(role: string, action: AccessWish['action'], resource: AccessWish['resource']): Promise<boolean> {
  const workspace = people.get(role);
  if (workspace === undefined) throw new Error(`nobody is ${role}`);
  return (await decideAccess(workspace, { action, resource })).decision === 'allow';
}

test.each<[string, AccessWish['action'], string, boolean]>([
  // Application engineers read the data that they need, and neither change, label nor take them away.
  ['app-engineer', 'read', 'application', true],
  ['app-engineer', 'use', 'application', true],
  ['app-engineer', 'write', 'application', false],
  ['app-engineer', 'label', 'application', false],
  ['app-engineer', 'export', 'application', false],
  ['app-engineer', 'read', 'training', false],
  ['app-engineer', 'see', 'data-engineering', false],
  // A collector adds, and does nothing else.
  ['collector', 'write', 'operation', true],
  ['collector', 'read', 'operation', false],
  ['collector', 'see', 'training', false],
  ['collector', 'write', 'training', false],
  ['data-engineer', 'label', 'data-engineering', true],
  ['data-engineer', 'promote', 'data-engineering', true],
  ['data-engineer', 'promote', 'training', false],
  // A job of theirs computes with it; the bytes stay.
  ['data-scientist', 'use', 'data-engineering', true],
  ['data-scientist', 'read', 'data-engineering', false],
])('%s, %s data in %s: %s', async (role, action, zone, expected) => {
  expect(await may(role, action, { asset: data, zone })).toBe(expected);
});

test('of an asset in a zone that is not theirs they learn nothing, not even that it is there', async () => {
  const engineer = people.get('app-engineer');
  if (engineer === undefined) throw new Error('nobody is app-engineer');
  await expect(promote(engineer, 'data', 'application', 'wanted')).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  await expect(promote(engineer, 'nothing', 'application', 'wanted')).rejects.toMatchObject({ code: 'ASSET_UNKNOWN' });
  const { zones } = await listZones(engineer);
  expect(zones.map(({ assets }) => assets)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  expect((await showZone(engineer, 'data-engineering')).assets).toEqual([]);
});

test('who may see it and may not place it is told by which policy', async () => {
  const engineer = people.get('data-engineer');
  if (engineer === undefined) throw new Error('nobody is data-engineer');
  await expect(promote(engineer, 'data', 'training', 'wanted')).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});
