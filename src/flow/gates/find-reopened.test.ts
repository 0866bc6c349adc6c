// Whatever takes the ground of a decision away reopens it, and is named with the entry of the log.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseGate } from '#gates/gate';
import { type IntegrityCheck, predicate as integrityCheck } from '#predicates/integrity-check';
import { predicate as scanStatic } from '#predicates/scan-static';
import { createKeyPair } from '#sign/create-key-pair';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { revokeKey } from '../keys/revoke-key.ts';
import { trustKey } from '../keys/trust-key.ts';
import { openWorkspace, type Workspace } from '../workspace/workspace.ts';
import { decideGate } from './decide-gate.ts';
import { explainGate } from './explain-gate.ts';
import { findReopened } from './find-reopened.ts';
import { recomputeDecision } from './recompute-decision.ts';
import type { ReopenedDecision } from './reopened.ts';

const gate = parseGate({
  schema: 'assay.gate/1',
  name: 'own',
  purpose: 'For tests.',
  requires: [
    { id: 'unchanged', evidence: 'integrity-check', where: "body.outcome == 'pass'", maxAgeDays: 3 },
    { id: 'scanned', evidence: 'scan-static', where: "body.verdict == 'clean'" },
  ],
});

let made: TestWorkspace;
let now = '2026-05-01T12:00:00Z';
const opened: Workspace[] = [];

async function open(ruleset = 'sha256:today', signingKey?: string): Promise<Workspace> {
  const signing = signingKey === undefined ? {} : { signingKey };
  const workspace = await openWorkspace(made.root, { now: () => new Date(now), ruleset, ...signing });
  opened.push(workspace);
  return workspace;
}

function setNow(at: string): void {
  now = at;
  made.setNow(at);
}

beforeEach(async () => {
  made = await buildWorkspace();
  setNow('2026-05-01T12:00:00Z');
  made.file('reviews/a.txt', 'one');
  await made.add(await open(), 'reviews', { name: 'reviews', kind: 'dataset' });
});

afterEach(async () => {
  for (const workspace of opened.splice(0)) await workspace.close();
  await made.remove();
});

async function check(workspace: Workspace, more: Partial<IntegrityCheck> = {}): Promise<void> {
  const { dueBy: _, ...example } = integrityCheck.example;
  const { asset } = await decideGate(workspace, gate, 'reviews', { record: false });
  const body = { ...example, outcome: 'pass' as const, finishedAt: workspace.now().toISOString(), ...more };
  await workspace.record([{ predicate: integrityCheck, subjects: [{ sha256: asset }], body }]);
}

async function scan(workspace: Workspace, ruleset = 'sha256:today'): Promise<void> {
  const { asset } = await decideGate(workspace, gate, 'reviews', { record: false });
  const body = {
    ...scanStatic.example,
    verdict: 'clean' as const,
    findings: [],
    ruleset,
    checkedAt: workspace.now().toISOString(),
  };
  await workspace.record([{ predicate: scanStatic, subjects: [{ sha256: asset }], body }]);
}

async function allow(workspace: Workspace): Promise<number> {
  const { decision, because, logSize } = await decideGate(workspace, gate, 'reviews', { record: true });
  expect(decision, JSON.stringify(because)).toBe('allow');
  return logSize;
}

async function reopened(workspace: Workspace): Promise<readonly ReopenedDecision[]> {
  return (await findReopened(workspace)).reopened;
}

async function trusted(name: string): Promise<string> {
  const { privatePem, publicPem } = createKeyPair('ed25519');
  const path = join(made.root, name);
  writeFileSync(path, privatePem, { mode: 0o600 });
  writeFileSync(`${path}.pub`, publicPem);
  const roles = ['integrity-check', 'scan-static', 'gate-decision', 'svr'];
  const { key } = await trustKey(await open(), `${path}.pub`, { roles, holder: name, why: 'test' });
  expect(key).toHaveLength(64);
  return path;
}

test('what stands is not reopened, and age alone takes nothing from a decision that was made', async () => {
  const workspace = await open();
  await check(workspace);
  await scan(workspace);
  await allow(workspace);
  setNow('2026-05-10T12:00:00Z');
  expect(await findReopened(workspace)).toMatchObject({ decisions: 1, reopened: [] });
  expect((await decideGate(workspace, gate, 'reviews', { record: false })).decision).toBe('deny');
});

describe('reopened', () => {
  test('by a newer no', async () => {
    const workspace = await open();
    await check(workspace);
    await scan(workspace);
    const entry = await allow(workspace);
    await check(workspace, { outcome: 'fail' });
    const [one] = await reopened(workspace);
    expect(one).toMatchObject({
      was: 'allow',
      now: 'deny',
      logIndex: entry,
      causes: [{ cause: 'contradicted', rule: 'unchanged' }],
    });
    expect(one?.causes[0]?.logEntry).toBe((await workspace.checkpoint()).size - 1);
    setNow('2026-05-01T12:01:00Z');
    await check(workspace);
    expect(await reopened(workspace)).toEqual([]);
  });

  test('by time: a statement that expired, an audit that was missed', async () => {
    const workspace = await open();
    await check(workspace, { dueBy: '2026-05-05T00:00:00.000Z' });
    await scan(workspace);
    await allow(workspace);
    setNow('2026-05-06T12:00:00Z');
    expect((await reopened(workspace))[0]?.causes).toMatchObject([{ cause: 'overdue', rule: 'unchanged' }]);
    setNow('2026-08-06T12:00:00Z');
    expect((await reopened(workspace))[0]?.causes.map(({ cause }) => cause)).toEqual(['expired', 'expired']);
  });

  test('by rules of the scanner that are not those of then', async () => {
    const workspace = await open();
    await check(workspace);
    await scan(workspace);
    await allow(workspace);
    const tomorrow = await open('sha256:tomorrow');
    expect((await reopened(tomorrow))[0]?.causes).toMatchObject([{ cause: 'other-rules', rule: 'scanned' }]);
    await scan(tomorrow, 'sha256:tomorrow');
    expect(await reopened(tomorrow)).toEqual([]);
  });

  test('by a key that is revoked: what it signed, and what it decided', async () => {
    const path = await trusted('helper');
    const helper = await open('sha256:today', path);
    const workspace = await open();
    await scan(workspace);
    setNow('2026-05-01T13:00:00Z');
    await check(helper);
    const decided = await allow(workspace);
    const { keyId } = await helper.signer();
    setNow('2026-05-01T14:00:00Z');
    await revokeKey(workspace, keyId, { from: '2026-05-01T12:30:00.000Z', why: 'stolen', dryRun: false });
    const entry = (await workspace.checkpoint()).size - 1;
    const [one] = await reopened(workspace);
    expect(one?.causes).toMatchObject([{ cause: 'refused', rule: 'unchanged', logEntry: entry }]);
    expect(one?.causes[0]?.because).toContain('is revoked');
    expect((await recomputeDecision(workspace, decided)).decision).toBe('allow');
  });

  test('by the key that signed the decision', async () => {
    const path = await trusted('helper');
    const helper = await open('sha256:today', path);
    const workspace = await open();
    await check(workspace);
    await scan(workspace);
    setNow('2026-05-01T13:00:00Z');
    await allow(helper);
    await revokeKey(workspace, (await helper.signer()).keyId, {
      from: '2026-05-01T12:30:00.000Z',
      why: 'stolen',
      dryRun: false,
    });
    expect((await reopened(workspace))[0]).toMatchObject({ now: 'deny', causes: [{ cause: 'decision-revoked' }] });
  });

  test('by a name that leads to other bytes; what was decided about the old ones still holds', async () => {
    const workspace = await open();
    await check(workspace);
    await scan(workspace);
    await allow(workspace);
    made.file('reviews/a.txt', 'two');
    await made.add(workspace, 'reviews', { name: 'reviews', kind: 'dataset' });
    expect(await reopened(workspace)).toMatchObject([{ now: 'allow', causes: [{ cause: 'reference-moved' }] }]);
    await check(workspace);
    await scan(workspace);
    await allow(workspace);
    expect(await reopened(workspace)).toEqual([]);
  });
});

describe('what does not count', () => {
  test('evidence of another version, of a key that nobody trusts for it, and from a clock that runs ahead', async () => {
    const workspace = await open();
    await check(workspace);
    await scan(workspace);
    made.file('reviews/a.txt', 'two');
    await made.add(workspace, 'reviews', { name: 'reviews', kind: 'dataset' });
    const { missing } = await explainGate(workspace, gate, 'reviews', {});
    expect(missing.map(({ requirement, cause }) => [requirement, cause])).toEqual([
      ['unchanged', 'missing'],
      ['scanned', 'missing'],
    ]);
    const stranger = createKeyPair('ed25519');
    const path = join(made.root, 'stranger');
    writeFileSync(path, stranger.privatePem, { mode: 0o600 });
    await expect(check(await open('sha256:today', path))).rejects.toThrow(
      expect.objectContaining({ code: 'ATTEST_UNTRUSTED' }),
    );
  });

  test('a clock that was set back is refused with a code', async () => {
    const workspace = await open();
    await check(workspace);
    setNow('2026-04-01T12:00:00Z');
    await expect(decideGate(workspace, gate, 'reviews', { record: true })).rejects.toThrow(
      expect.objectContaining({ code: 'CLOCK_BACK' }),
    );
  });

  test('a subject that is exchanged for another asset is another asset', async () => {
    const workspace = await open();
    made.file('other/a.txt', 'other');
    await made.add(workspace, 'other', { name: 'other', kind: 'dataset' });
    await check(workspace);
    await scan(workspace);
    expect((await decideGate(workspace, gate, 'reviews', { record: false })).decision).toBe('allow');
    expect((await decideGate(workspace, gate, 'other', { record: false })).because.map(({ cause }) => cause)).toEqual([
      'missing',
      'missing',
    ]);
  });
});
