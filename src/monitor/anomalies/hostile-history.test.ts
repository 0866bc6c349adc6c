// What a naive rule gets wrong: services that work at night, people in other time zones, gaps, clocks, floods, and names that are chosen.
import { expect, test } from 'vitest';
import type { AuditEntry } from '#core/audit/audit-entry';
import { defaultAuditSettings } from '#core/audit/audit-settings';
import { assetIn } from '#testkit/audit/simulate-team';
import { entriesOf, type SimulatedAct, simulatedKey } from '#testkit/audit/simulated-act';
import { AuditHistory, type HistoryParts } from '../history/audit-history.ts';
import type { Anomaly } from './anomaly-rule.ts';
import { anomalyRules } from './anomaly-rules.generated.ts';

const now = '2026-05-01T00:00:00.000Z';

function judge(rule: string, entries: readonly AuditEntry[], more: Partial<HistoryParts> = {}): readonly Anomaly[] {
  const parts = { entries, from: 0, to: entries.length, now, settings: defaultAuditSettings, ...more };
  return anomalyRules.find(({ id }) => id === rule)?.judge(new AuditHistory(parts)).anomalies ?? [];
}

const at = (text: string): number => Date.parse(text);
const member = (identity: string, timeZone: string, time: number): SimulatedAct => ({
  time,
  actor: 'root',
  action: 'set-identity',
  kind: 'identity',
  fact: {
    is: 'identity',
    action: 'set',
    identity,
    identityKind: 'person',
    roles: [],
    workingHours: { timeZone, from: 9, to: 17, days: [1, 2, 3, 4, 5] },
  },
});
const write = (actor: string, time: string): SimulatedAct => ({
  time: at(time),
  actor,
  action: 'write',
  kind: 'asset-manifest',
});

test('the same moment is work in Sydney and night in Berlin; a service has no night', () => {
  const moment = '2026-03-04T01:00:00Z';
  const begin = at('2026-03-01T12:00:00Z');
  const robot: SimulatedAct = {
    time: begin,
    actor: 'root',
    action: 'set-identity',
    kind: 'identity',
    fact: {
      is: 'identity',
      action: 'set',
      identity: 'robot',
      identityKind: 'service',
      roles: [],
      workingHours: { timeZone: 'UTC', from: 9, to: 17, days: [1] },
    },
  };
  const entries = entriesOf([
    member('sam', 'Australia/Sydney', begin),
    member('bea', 'Europe/Berlin', begin + 1),
    robot,
    write('sam', moment),
    write('bea', moment),
    write('robot', moment),
  ]);
  expect(judge('outside-working-hours', entries).map(({ actor, severity }) => [actor, severity])).toEqual([
    ['bea', 'medium'],
  ]);
});

test('working hours hold from when they are stated, not before', () => {
  const entries = entriesOf([
    write('bea', '2026-03-03T02:00:00Z'),
    member('bea', 'Europe/Berlin', at('2026-03-03T12:00:00Z')),
    write('bea', '2026-03-04T02:00:00Z'),
  ]);
  expect(judge('outside-working-hours', entries).map(({ entries: cited }) => cited)).toEqual([[2]]);
});

test('missing entries are named: at the beginning, in between, at the end', () => {
  const entries = entriesOf(Array.from({ length: 10 }, (_, day) => write('bea', `2026-03-${10 + day}T10:00:00Z`)));
  const kept = entries.filter(({ event }) => ![0, 4, 5, 9].includes(event.logIndex));
  const gaps = judge('log-gap', kept, { to: 10 }).map(({ entries: cited, severity }) => [...cited, severity]);
  expect(gaps).toEqual([
    [0, 0, 'high'],
    [4, 5, 'high'],
    [9, 9, 'high'],
  ]);
});

test('a clock that was set back, a statement that cannot be read, and silence', () => {
  const entries = entriesOf(Array.from({ length: 3 }, (_, hour) => write('bea', `2026-03-10T1${hour}:00:00Z`)));
  const back = entries.map((entry, index) =>
    index === 1 ? { ...entry, event: { ...entry.event, at: '2026-03-10T09:00:00.000Z' } } : entry,
  );
  expect(judge('log-gap', back).map(({ entries: cited }) => cited)).toEqual([[0, 1]]);
  const gone = entries.map((entry, index) =>
    index === 1 ? { ...entry, event: { ...entry.event, standing: 'unreadable' as const } } : entry,
  );
  expect(judge('log-gap', gone).map(({ entries: cited }) => cited)).toEqual([[1]]);
  const shredded = entries.map((entry) => ({ ...entry, event: { ...entry.event, standing: 'shredded' as const } }));
  expect(judge('log-gap', shredded)).toEqual([]);
  const settings = { ...defaultAuditSettings, heartbeatHours: 2 };
  expect(judge('log-gap', entries, { settings, now: '2026-03-10T13:30:00.000Z' })).toEqual([]);
  expect(
    judge('log-gap', entries, { settings, now: '2026-03-10T15:00:00.000Z' }).map(({ entries: cited }) => cited),
  ).toEqual([[2]]);
});

// Work, not time, is asserted: what is found stays found in the flood, and every rule comes to an end.
test('a flood hides nothing', () => {
  const flood = Array.from(
    { length: 20_000 },
    (_, index): SimulatedAct => ({
      time: at('2026-03-10T10:00:00Z') + index * 10,
      actor: `name-${index % 500}`,
      action: 'read',
      decision: index % 3 === 0 ? 'deny' : 'allow',
      zone: `zone-${index % 700}`,
      asset: assetIn('flood', index % 300),
    }),
  );
  const misuse: readonly SimulatedAct[] = Array.from({ length: 30 }, (_, index) => ({
    time: at('2026-03-10T10:00:30Z') + index,
    actor: 'eve',
    action: 'export',
    decision: 'allow',
    zone: 'training',
    asset: assetIn('training', index),
  }));
  const entries = entriesOf([...flood, ...misuse]);
  expect(
    judge('bulk-export', entries).some(({ actor, entries: cited }) => actor === 'eve' && cited.length === 30),
  ).toBe(true);
  for (const { id } of anomalyRules) expect(Array.isArray(judge(id, entries, { canaries: [] })), id).toBe(true);
});

test('one person: another account, another name with the same key; the same account twice is one who asked again', () => {
  const approve = (actor: string, key: string, time: number): SimulatedAct => ({
    time,
    actor,
    action: 'change-policy',
    kind: 'policy-change',
    signedBy: [{ key: simulatedKey(key), holder: key }],
    fact: { is: 'approval', to: 'gates/x - y', approver: actor },
  });
  expect(judge('one-person-twice', entriesOf([approve('ann', 'ann', 1), approve('ben', 'ben', 2)]))).toEqual([]);
  expect(judge('one-person-twice', entriesOf([approve('ann', 'ann', 1), approve('ann', 'ann', 2)]))).toEqual([]);
  expect(judge('one-person-twice', entriesOf([approve('ann', 'ann', 1), approve('ben', 'ann', 2)]))).toHaveLength(1);
});

test('an emergency that only who got it looked at is not looked at; a grant of another person hours later is as it should be', () => {
  const grant = (isException: boolean, approver: string, time: number): SimulatedAct => ({
    time,
    actor: approver,
    action: 'grant',
    kind: 'access-grant',
    name: 'grant',
    fact: {
      is: 'grant',
      action: 'grant',
      identity: 'eve',
      approver,
      permits: ['read'],
      zone: 'training',
      expiresAt: now,
      isException,
    },
  });
  const wish = { actor: 'eve', action: 'read', zone: 'training' } as const;
  const proper = [
    { ...wish, time: 1, decision: 'deny' as const },
    grant(false, 'ann', 7_200_000),
    { ...wish, time: 9_000_000, decision: 'allow' as const },
  ];
  expect(judge('denied-then-granted', entriesOf(proper))).toEqual([]);
  const own = [
    { ...wish, time: 1, decision: 'deny' as const },
    grant(false, 'eve', 7_200_000),
    { ...wish, time: 9_000_000, decision: 'allow' as const },
  ];
  expect(judge('denied-then-granted', entriesOf(own)).map(({ severity }) => severity)).toEqual(['high']);
  const begin = at('2026-03-01T00:00:00Z');
  const [statement] = entriesOf([grant(true, 'ann', begin)]).map(({ event }) => event.statement);
  const review = (actor: string): SimulatedAct => ({
    time: begin + 3_600_000,
    actor,
    action: 'waive',
    kind: 'risk-decision',
    touches: statement === undefined ? [] : [statement],
  });
  expect(judge('unreviewed-emergency', entriesOf([grant(true, 'ann', begin), review('eve')]))).toHaveLength(1);
  expect(judge('unreviewed-emergency', entriesOf([grant(true, 'ann', begin), review('otto')]))).toEqual([]);
});
