// An asset on its way through the zones: only through gates, and its bytes with it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '#core/canonical-json';
import { parseSha256, type Sha256, sha256 } from '#core/digest';
import { shippedGates } from '#gates/shipped-gates';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as placement } from '#predicates/placement';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { blobsOfAsset } from '../assets/asset-blobs.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { whereBytesLie } from './asset-bytes.ts';
import { promote } from './promote.ts';
import { foldedPlace, zoneOf } from './zone-of.ts';

let test1: TestWorkspace;
let workspace: Workspace;

beforeEach(async () => {
  test1 = await buildWorkspace();
  workspace = await test1.open();
});
afterEach(() => test1.remove());

async function add(name: string, kind: 'dataset' | 'code', supplier?: string, content = name): Promise<Sha256> {
  test1.file(`${name}/rows.csv`, `id,text\n1,${content}\n`);
  const rest = supplier === undefined ? {} : { supplier };
  return parseSha256((await test1.add(workspace, name, { name, kind, ...rest })).id);
}

/** As a gate would say it that asks nothing of the asset. */
async function allow(asset: Sha256, gate: string, fromZone: string, toZone: string): Promise<Sha256> {
  const { size: logSize } = await workspace.checkpoint();
  const policy = sha256(
    new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(shippedGates.find(({ name }) => name === gate))))),
  );
  const body = {
    ...gateDecision.example,
    reasons: [{ rule: 'recorded', outcome: 'pass' as const, because: 'for a test', evidence: [] }],
    gate,
    policy,
    fromZone,
    toZone,
    logSize,
    decidedAt: workspace.now().toISOString(),
  };
  const [recorded] = await workspace.record([{ predicate: gateDecision, subjects: [{ sha256: asset }], body }]);
  return recorded?.evidence ?? asset;
}

async function place(asset: Sha256, to: string, decision?: Sha256): Promise<void> {
  const { size: logSize } = await workspace.checkpoint();
  const body = { asset, to, by: 'root', why: 'test', logSize, ...(decision === undefined ? {} : { decision }) };
  await workspace.record([{ predicate: placement, subjects: [{ sha256: asset }], body }]);
}

test('what is made here lies at home, what has a supplier in quarantine, and its bytes under the key of that zone', async () => {
  const made = await add('made', 'dataset');
  const bought = await add('bought', 'dataset', 'Example');
  expect(await zoneOf(workspace, made)).toBe('data-engineering');
  expect(await zoneOf(workspace, bought)).toBe('quarantine');
  for (const digest of await blobsOfAsset(workspace, bought)) {
    expect(await whereBytesLie(workspace, bought, digest)).toBe('quarantine');
    expect(await workspace.store.has(digest)).toBe(false);
  }
});

test('its gate holds it back, and nothing is moved', async () => {
  const bought = await add('bought', 'dataset', 'Example');
  const { outcome, decision } = await promote(workspace, 'bought', 'data-engineering', 'wanted');
  expect(outcome).toBe('refused');
  expect(decision?.decision).toBe('deny');
  expect(await zoneOf(workspace, bought)).toBe('quarantine');
});

test('no way leads from quarantine into training', async () => {
  await add('bought', 'dataset', 'Example');
  await expect(promote(workspace, 'bought', 'training', 'now')).rejects.toMatchObject({ code: 'ZONE_REFUSED' });
});

test('into quarantine it goes from anywhere, and its bytes go with it', async () => {
  const made = await add('made', 'dataset');
  const promoted = await promote(workspace, 'made', 'quarantine', 'somebody found something odd');
  expect(promoted).toMatchObject({ outcome: 'placed', from: 'data-engineering', to: 'quarantine' });
  expect(promoted.sealed.blobs).toBe(2);
  expect(promoted.cleared).toBe(2);
  expect(await zoneOf(workspace, made)).toBe('quarantine');
  for (const digest of await blobsOfAsset(workspace, made))
    expect(await whereBytesLie(workspace, made, digest)).toBe('quarantine');
});

test('a decision counts for this asset, this gate and this way, once', async () => {
  const bought = await add('bought', 'dataset', 'Example');
  const other = await add('other', 'dataset', 'Example');
  await place(bought, 'data-engineering');
  await place(bought, 'data-engineering', await allow(other, 'leave-quarantine', 'quarantine', 'data-engineering'));
  await place(bought, 'data-engineering', await allow(bought, 'train-with', 'quarantine', 'data-engineering'));
  await place(bought, 'data-engineering', await allow(bought, 'leave-quarantine', 'quarantine', 'application'));
  expect(await zoneOf(workspace, bought)).toBe('quarantine');
  const { refused } = await foldedPlace(workspace, bought);
  expect(refused.map(({ why }) => why)).toEqual([
    'no decision of the gate leave-quarantine is cited that the log has',
    'the decision is about another asset',
    'the decision is of the gate train-with, not of leave-quarantine',
    'the decision is not about the way from quarantine to data-engineering',
  ]);
  const decision = await allow(bought, 'leave-quarantine', 'quarantine', 'data-engineering');
  await place(bought, 'data-engineering', decision);
  expect(await zoneOf(workspace, bought)).toBe('data-engineering');
  await place(bought, 'quarantine');
  await place(bought, 'data-engineering', decision);
  expect(await zoneOf(workspace, bought)).toBe('quarantine');
});

test('what is made of something in quarantine is in quarantine', async () => {
  await add('bought', 'dataset', 'Example');
  test1.file('mine/rows.csv', 'id,text\n1,a subset\n');
  const { id } = await test1.add(workspace, 'mine', { name: 'mine', kind: 'dataset', parents: ['subset-of=bought'] });
  expect(await zoneOf(workspace, parseSha256(id))).toBe('quarantine');
});
