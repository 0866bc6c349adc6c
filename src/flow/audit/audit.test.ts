// The audit of a workspace: who may read it, what is odd in it, what is shredded, and decoys.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';
import { demandAccess } from '../access/decide-access.ts';
import { grantAccess } from '../access/grant-access.ts';
import { resolveAsset } from '../assets/resolve-asset.ts';
import { attestSubject } from '../statements/attest-subject.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { findAnomalies } from './find-anomalies.ts';
import { listAudit } from './list-audit.ts';
import { checkDecoys, listDecoys } from './list-decoys.ts';
import { parseAuditSettings } from './parse-audit-settings.ts';
import { plantDecoy } from './plant-decoy.ts';
import { readAudit } from './read-audit.ts';
import { replayRules } from './replay-rules.ts';

let made: TestWorkspace;
let root: Workspace;
let id: Awaited<ReturnType<typeof resolveAsset>>['id'];

beforeEach(async () => {
  made = await buildWorkspace();
  root = await made.open();
  made.file('reviews/a.csv', 'text,label\ngood,1\n');
  const added = await made.add(root, 'reviews', { name: 'reviews', kind: 'dataset', sensitivity: 'internal' });
  id = (await resolveAsset(await root.index(), added.id)).id;
});
afterEach(() => made.remove());

async function eventsOf(workspace: Workspace): Promise<readonly string[]> {
  const lines: string[] = [];
  const { next } = await (await workspace.index()).cursor();
  for await (const { event } of readAudit(workspace, { from: 0, to: next })) {
    lines.push(`${event.logIndex} ${event.actor} ${event.action} ${event.decision ?? '-'} ${event.standing}`);
  }
  return lines;
}

test('every entry of the log is one event, in order, and so is reading them', async () => {
  const mira = await openAs(made, root, 'mira', { roles: ['data-engineer'] });
  await expect(demandAccess(mira, { action: 'export', resource: { asset: id }, word: 'reviews' })).rejects.toThrow(
    'denied',
  );
  const listed = await listAudit(root, { most: 100 });
  const { next } = await (await root.index()).cursor();
  expect(listed.events.map(({ logIndex }) => logIndex)).toEqual(Array.from({ length: next }, (_, at) => at));
  expect(listed).toMatchObject({ reader: 'root', mayRead: true, more: false, logSize: next });
  const lines = await eventsOf(root);
  expect(lines.at(-1)).toBe(`${next - 1} root read-audit allow verified`);
  expect(lines.at(-2)).toBe(`${next - 2} mira export deny verified`);
  expect(lines.filter((line) => line.includes(' root write '))).toHaveLength(1);
});

test('filters, pages, and an asset by its name', async () => {
  await demandAccess(root, { action: 'read', resource: { asset: id }, purpose: 'labels' });
  const reads = await listAudit(root, { most: 100, asset: 'reviews', action: 'read' });
  expect(reads.events).toMatchObject([{ actor: 'root', asset: id, purpose: 'labels', decision: 'allow' }]);
  const one = await listAudit(root, { most: 1 });
  expect([one.events.length, one.more]).toEqual([1, true]);
  const before = await listAudit(root, { most: 100, before: one.events[0]?.logIndex ?? 0 });
  expect(before.events.at(-1)?.logIndex).toBe((one.events[0]?.logIndex ?? 0) - 1);
  expect((await listAudit(root, { most: 9, since: '2030-01-01T00:00:00.000Z' })).events).toEqual([]);
});

test('who may not read the audit sees that something happened, and what they did themselves; a filter tells no more', async () => {
  await demandAccess(root, { action: 'read', resource: { asset: id }, purpose: 'a secret purpose' });
  const mira = await openAs(made, root, 'mira', { roles: ['data-engineer'] });
  const listed = await listAudit(mira, { most: 100 });
  expect([listed.reader, listed.mayRead]).toEqual(['mira', false]);
  const text = JSON.stringify(listed.events.filter(({ actor }) => actor !== 'mira'));
  for (const hidden of ['a secret purpose', id, 'root', 'reviews']) expect(text).not.toContain(hidden);
  expect(listed.events.at(-1)).toMatchObject({ actor: 'mira', action: 'read-audit', decision: 'deny' });
  expect((await listAudit(mira, { most: 100, actor: 'root' })).events).toEqual([]);
  expect((await listAudit(mira, { most: 100, zone: 'data-engineering' })).events).toEqual([]);
  await expect(findAnomalies(mira, { record: false })).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
});

test('a statement whose key was destroyed stays in the audit, and the log stays provable', async () => {
  const { statement } = await attestSubject(
    root,
    'reviews',
    'test-result',
    Buffer.from(JSON.stringify({ result: 'PASSED', configuration: [{ digest: { sha256: 'a'.repeat(64) } }] })),
  );
  await root.store.destroy(statement);
  await root.store.consolidate();
  const events = (await listAudit(root, { most: 100 })).events;
  expect(events.find((event) => event.statement === statement)).toMatchObject({
    standing: 'shredded',
    actor: 'unknown',
  });
  const { rules, unreadable } = await findAnomalies(root, { record: false, rule: 'log-gap' });
  expect([rules[0]?.found, unreadable]).toEqual([0, 0]);
});

test('what is odd is found, says which entries, and is recorded once', async () => {
  await openAs(made, root, 'mira', { roles: ['data-engineer'] });
  const approver = await openAs(made, root, 'olga', { roles: ['owner'] });
  const { logIndex } = await grantAccess(approver, {
    identity: 'mira',
    resource: 'zone:training',
    permits: ['read'],
    purpose: 'outage of the trainer',
    until: '2026-05-01T15:00:00.000Z',
    exception: 'nobody else was there',
  });
  made.setNow('2026-05-20T12:00:00Z');
  const found = await findAnomalies(root, { record: true });
  const emergency = found.anomalies.find(({ rule }) => rule === 'unreviewed-emergency');
  expect(emergency).toMatchObject({ severity: 'high', entries: [logIndex], actor: 'mira' });
  const again = await findAnomalies(root, { record: true });
  expect(again.anomalies.map(({ recorded }) => recorded)).toEqual(found.anomalies.map(({ recorded }) => recorded));
  for (const { recorded, entries } of found.anomalies) {
    expect(recorded).toMatch(/^[0-9a-f]{64}$/);
    expect(entries.every((entry) => entry < found.range.to)).toBe(true);
  }
  expect((await replayRules(root)).rules.map(({ found: count }) => count).reduce((sum, one) => sum + one, 0)).toBe(
    again.anomalies.length,
  );
  await expect(findAnomalies(root, { record: false, rule: 'no-such-rule' })).rejects.toMatchObject({ code: 'USAGE' });
});

test('settings are strict', async () => {
  const good = {
    schema: 'assay.audit-settings/1',
    graceHours: 1,
    volumeScore: 4,
    volumeDays: 10,
    bulkAssets: 20,
    bulkMinutes: 60,
    settledDays: 14,
    dormantDays: 45,
    approvals: 5,
    approvalSeconds: 60,
    denialHours: 24,
    reviewDays: 3,
  };
  expect(await parseAuditSettings(Buffer.from(JSON.stringify(good)))).toEqual(good);
  await expect(parseAuditSettings(Buffer.from(JSON.stringify({ ...good, graceHours: -1 })))).rejects.toThrow(
    'graceHours',
  );
  await expect(parseAuditSettings(Buffer.from(JSON.stringify({ ...good, off: true })))).rejects.toMatchObject({
    code: 'POLICY_INVALID',
  });
  await expect(parseAuditSettings(Buffer.from('{"graceHours":1,"graceHours":24}'))).rejects.toThrow('unique');
  await expect(parseAuditSettings(Buffer.from('a: &a [1]\nb: *a\n'))).rejects.toMatchObject({ code: 'POLICY_INVALID' });
});

const decoy = { make: 'dataset', name: 'customers', expected: [], why: 'test', seed: 5 } as const;

test('a decoy is recorded as any asset, alarms on a touch, also a denied one, and only who may know it lists it', async () => {
  expect((await checkDecoys(root)).outcome).toBe('could-not-tell');
  const before = (await (await root.index()).cursor()).next;
  const planted = await plantDecoy(root, `${made.root}/exports`, decoy);
  const lines = (await eventsOf(root)).slice(before);
  // The same kinds of entries as a real asset leaves, and none more.
  const real = (await eventsOf(root)).slice(1, 3).map((line) => line.replace(/^\d+ /, ''));
  expect(lines.map((line) => line.replace(/^\d+ /, ''))).toEqual(real);
  const [mine, theirs] = await Promise.all(['customers', 'reviews'].map((name) => bodyOf(name)));
  expect(Object.keys(mine ?? {})).toEqual(Object.keys(theirs ?? {}));
  expect([mine?.sensitivity, mine?.labels]).toEqual([theirs?.sensitivity, theirs?.labels]);
  expect((await checkDecoys(root)).outcome).toBe('untouched');

  const mira = await openAs(made, root, 'mira', { roles: ['data-scientist'] });
  const asset = (await resolveAsset(await root.index(), planted.asset)).id;
  await expect(demandAccess(mira, { action: 'export', resource: { asset } })).rejects.toThrow();
  const checked = await checkDecoys(root);
  expect([checked.outcome, checked.alarms.map(({ actor, severity }) => [actor, severity])]).toEqual([
    'touched',
    [['mira', 'high']],
  ]);
  await expect(listDecoys(mira)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
  expect((await listDecoys(root)).decoys).toMatchObject([{ name: 'customers', kind: 'dataset', plantedBy: 'root' }]);
  // On record it would tell everybody.
  const { anomalies } = await findAnomalies(root, { record: true, rule: 'canary-touched' });
  expect(anomalies.map(({ recorded }) => recorded)).toEqual([undefined]);
  expect((await eventsOf(root)).some((line) => line.includes('report-anomaly'))).toBe(false);
});

test('a statement about a file of a decoy is a touch; those who touch everything are expected', async () => {
  await plantDecoy(root, `${made.root}/exports`, { ...decoy, expected: ['root'] });
  await demandAccess(root, {
    action: 'read',
    resource: { asset: (await resolveAsset(await root.index(), 'customers')).id },
  });
  expect((await checkDecoys(root)).outcome).toBe('untouched');
  const again = await plantDecoy(root, `${made.root}/exports`, decoy);
  expect(again.planted).toBe(false);
});

test('a decoy token alarms when it is shown, and opens nothing', async () => {
  await plantDecoy(root, `${made.root}/secrets`, {
    ...decoy,
    make: 'credential',
    name: 'pipeline',
    identity: 'ci@example.org',
  });
  const { readFileSync } = await import('node:fs');
  const [, token = ''] = /ASSAY_TOKEN=(\S+)/.exec(readFileSync(`${made.root}/secrets/pipeline.env`, 'utf8')) ?? [];
  expect((await checkDecoys(root)).outcome).toBe('untouched');
  const { openWorkspace } = await import('../workspace/workspace.ts');
  const thief = await openWorkspace(made.root, { now: () => root.now(), token });
  await expect(demandAccess(thief, { action: 'read', resource: { asset: id } })).rejects.toThrow();
  await thief.close();
  const { alarms } = await checkDecoys(root);
  expect(alarms.map(({ explanation }) => explanation)).toEqual([
    expect.stringContaining('a decoy token was shown: read, deny, by ci@example.org'),
  ]);
});

async function bodyOf(name: string): Promise<Record<string, unknown> | undefined> {
  const { readDescription } = await import('../assets/read-description.ts');
  const { body } = await readDescription(root, (await resolveAsset(await root.index(), name)).id);
  return { ...body };
}
