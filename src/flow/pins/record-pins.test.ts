// What was found behind addresses, on record for the asset that they belong to.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOfKind } from '#attest/verified';
import type { PinCounts } from '#core/pins/pin';
import { statementsOf } from '#database/statements-of';
import { predicate as pointerIntegrity } from '#predicates/pointer-integrity';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { recordPinCheck, recordPins } from './record-pins.ts';

let here: TestWorkspace;
let workspace: Workspace;

beforeEach(async () => {
  here = await buildWorkspace();
  workspace = await here.open();
  here.file('list.csv', 'url\nhttps://a.example/1\n');
  await here.add(workspace, 'list.csv', { name: 'list', kind: 'dataset' });
});
afterEach(() => here.remove());

const counts: PinCounts = {
  rows: 4,
  content: 3,
  gone: 1,
  unreachable: 0,
  refused: 0,
  expected: 1,
  unexpected: 0,
  firstSeen: 2,
  weaklyExpected: 0,
  unreadableHashes: 0,
  pages: 0,
  bytes: 99,
};

test('pins and their check are statements about the list, with the list of pins in the store', async () => {
  const pins = here.file('list.pins', 'pins\n');
  const started = new Date('2026-05-01T11:59:00Z');
  expect(await recordPins(workspace, 'list', pins, counts, started)).toMatchObject({ asset: 'list@1' });
  await recordPinCheck(
    workspace,
    'list',
    pins,
    {
      schema: 'assay.pin-check/1',
      outcome: 'fail',
      pins,
      at: '2026-05-01T12:00:00.000Z',
      counts: { same: 1, changed: 1, 'other-owner': 1, gone: 0, unreachable: 1, unpinned: 0, redirected: 0 },
      pinned: counts,
      items: [],
      unlisted: 0,
    },
    started,
  );
  const index = await workspace.index();
  const { id } = await resolveAsset(index, 'list');
  const bodies = [];
  for (const { logIndex } of await statementsOf(index, id, 0, { kind: 'pointer-integrity' })) {
    const statement = await readStatement(workspace, logIndex);
    if (isOfKind(statement, pointerIntegrity)) bodies.push(statement.body);
  }
  expect(bodies).toMatchObject([
    { outcome: 'inconclusive', counts: { pinned: 3, gone: 1, same: 0 }, shareOnFirstUse: 2 / 3 },
    { outcome: 'fail', counts: { same: 1, changed: 1, redirected: 1, unknown: 1, pinned: 0 } },
  ]);
  const [first] = bodies;
  expect(Buffer.from(await workspace.store.read(first?.items ?? id, 100)).toString()).toBe('pins\n');
  await expect(recordPins(workspace, 'nothing', pins, counts, started)).rejects.toMatchObject({
    code: 'ASSET_UNKNOWN',
  });
});
