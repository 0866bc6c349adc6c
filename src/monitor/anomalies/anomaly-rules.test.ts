// Every rule on the same histories: it is pure, it is quiet where nothing happened, and it sees the misuse that it is for. Small, for the
// default run; bench/audit-anomalies.ts measures rates over many seeds.
import { expect, test } from 'vitest';
import { defaultAuditSettings } from '#core/audit/audit-settings';
import { measureRules } from '#testkit/audit/measure-rules';
import { plantedRules } from '#testkit/audit/plant-misuse';
import { simulateTeam } from '#testkit/audit/simulate-team';
import { entriesOf } from '#testkit/audit/simulated-act';
import { AuditHistory } from '../history/audit-history.ts';
import { anomalyRules } from './anomaly-rules.generated.ts';

const now = '2026-05-01T12:00:00.000Z';

test('each rule has a name of its own, says what it asks, and has planted misuse', () => {
  expect(anomalyRules.map(({ id }) => id)).toEqual([...new Set(anomalyRules.map(({ id }) => id))]);
  expect(plantedRules.toSorted()).toEqual(anomalyRules.map(({ id }) => id).toSorted());
  for (const { id, question, why, remedy } of anomalyRules) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(question.endsWith('?') && why.length > 20 && remedy.length > 20, id).toBe(true);
  }
});

test.each(anomalyRules.map((rule) => [rule.id, rule] as const))('%s says nothing of an empty history', (_, rule) => {
  const history = new AuditHistory({ entries: [], from: 0, to: 0, now, settings: defaultAuditSettings, canaries: [] });
  expect(rule.judge(history).anomalies).toEqual([]);
});

test('a rule judges the same history alike, changes nothing, and cites entries that are there', () => {
  const { acts, end } = simulateTeam({ seed: 3, weeks: 10, people: 5 });
  const entries = entriesOf(acts);
  const parts = {
    entries,
    from: 0,
    to: entries.length,
    now: new Date(end).toISOString(),
    settings: defaultAuditSettings,
  };
  const before = JSON.stringify(entries);
  for (const rule of anomalyRules) {
    const first = rule.judge(new AuditHistory(parts));
    expect(rule.judge(new AuditHistory(parts))).toEqual(first);
    for (const { entries: cited, explanation } of first.anomalies) {
      expect(cited.every((one) => one >= 0 && one < entries.length)).toBe(true);
      expect(explanation.length).toBeGreaterThan(30);
    }
  }
  expect(JSON.stringify(entries)).toBe(before);
});

// n = 3 teams of 5 people over 14 weeks; seeds 2001 to 2003 were used for nothing else. Three histories say little of a rate: the bench does.
test('planted misuse is mostly seen, and honest teams are mostly left alone', () => {
  const { rules, actorWeeks } = measureRules([2001, 2002, 2003], { weeks: 14, people: 5 });
  for (const { rule, detected, planted, loudFalseAlarms } of rules) {
    expect([rule, planted]).toEqual([rule, 3]);
    expect(detected, rule).toBeGreaterThanOrEqual(slow.has(rule) ? 0 : 2);
    expect(loudFalseAlarms / actorWeeks, rule).toBeLessThan(0.15);
  }
  expect(rules.reduce((sum, { detected }) => sum + detected, 0)).toBeGreaterThanOrEqual(rules.length * 3 * 0.85);
});

/** Need more history than 14 weeks give everybody. */
const slow = new Set(['creeping-volume']);
