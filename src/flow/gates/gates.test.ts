// Decisions in a workspace: on this very digest, by keys that count, and the same again later.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseGate } from '#gates/gate';
import { predicate as integrityCheck } from '#predicates/integrity-check';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import type { Workspace } from '../workspace/workspace.ts';
import { decideGate } from './decide-gate.ts';
import { recomputeDecision } from './recompute-decision.ts';

let test1: TestWorkspace;
let workspace: Workspace;
const gate = parseGate({
  schema: 'assay.gate/1',
  name: 'unchanged-only',
  purpose: 'For tests.',
  requires: [{ id: 'unchanged', evidence: 'integrity-check', where: "body.outcome == 'pass'", maxAgeDays: 7 }],
});

beforeAll(async () => {
  test1 = await buildWorkspace();
  workspace = await test1.open();
  test1.file('reviews/a.txt', 'one');
  await test1.add(workspace, 'reviews', { name: 'reviews', kind: 'dataset' });
});
afterAll(() => test1.remove());

async function state(outcome: 'pass' | 'fail'): Promise<void> {
  const { asset } = await decideGate(workspace, gate, 'reviews', { record: false });
  const { size: logSize } = await workspace.checkpoint();
  // The example says that the next one was due long ago.
  const { dueBy: _, ...example } = integrityCheck.example;
  const body = { ...example, outcome, logSize };
  await workspace.record([{ predicate: integrityCheck, subjects: [{ sha256: asset }], body }]);
}

test('a decision rests on what is on record now, and is the same again from the entries of then', async () => {
  const before = await decideGate(workspace, gate, 'reviews', { record: true });
  expect(before.decision).toBe('deny');
  await state('pass');
  const allowed = await decideGate(workspace, gate, 'reviews', { record: true });
  expect(allowed.decision).toBe('allow');
  await state('fail');
  expect((await decideGate(workspace, gate, 'reviews', { record: false })).decision).toBe('deny');
  const denied = await recomputeDecision(workspace, before.logSize);
  expect(denied).toMatchObject({ decision: 'deny', statement: before.recorded, now: { decision: 'deny' } });
  const again = await recomputeDecision(workspace, allowed.logSize);
  expect(again).toMatchObject({ decision: 'allow', statement: allowed.recorded, now: { decision: 'deny' } });
});

test('a changed byte is another asset, and nothing is known of it', async () => {
  await state('pass');
  test1.file('reviews/a.txt', 'two');
  await test1.add(workspace, 'reviews', { name: 'reviews', kind: 'dataset' });
  const { decision, because } = await decideGate(workspace, gate, 'reviews', { record: false });
  expect(decision).toBe('deny');
  expect(because[0]?.because).toContain('no integrity-check is on record for this very digest');
  expect((await decideGate(workspace, gate, 'reviews@1', { record: false })).decision).toBe('allow');
});

test('what was fresh is stale a week later', async () => {
  await state('pass');
  expect((await decideGate(workspace, gate, 'reviews', { record: false })).decision).toBe('allow');
  test1.setNow('2026-05-12T12:00:00Z');
  const { decision, because } = await decideGate(workspace, gate, 'reviews', { record: false });
  expect(decision).toBe('deny');
  expect(because[0]?.because).toContain('11 days old, at most 7');
});
