// How often each rule speaks up over honest histories, and how often it sees the misuse that it is for.
import { type AuditSettings, defaultAuditSettings } from '#core/audit/audit-settings';
import { anomalyRules } from '#monitor/anomalies/anomaly-rules.generated';
import { AuditHistory } from '#monitor/history/audit-history';
import { plantedCanary, plantMisuse } from './plant-misuse.ts';
import { type SimulatedTeam, simulateTeam, type TeamOptions } from './simulate-team.ts';
import { entriesOf, plantedIn, type SimulatedAct } from './simulated-act.ts';

export interface RuleMeasure {
  readonly rule: string;
  /** Findings over all honest histories, and of those the ones that are medium or worse. */
  readonly falseAlarms: number;
  readonly loudFalseAlarms: number;
  /** Histories with planted misuse, and those in which the rule cites a planted entry. */
  readonly planted: number;
  readonly detected: number;
}

export interface Measured {
  readonly histories: number;
  readonly events: number;
  /** Weeks of one actor, over all honest histories. */
  readonly actorWeeks: number;
  readonly rules: readonly RuleMeasure[];
}

const settings: AuditSettings = { ...defaultAuditSettings, heartbeatHours: 6 };

export function measureRules(seeds: readonly number[], options: Omit<TeamOptions, 'seed'>): Measured {
  let events = 0;
  let actorWeeks = 0;
  const counts = new Map(
    anomalyRules.map(({ id }) => [id, { falseAlarms: 0, loudFalseAlarms: 0, planted: 0, detected: 0 }]),
  );
  for (const seed of seeds) {
    const team = simulateTeam({ ...options, seed });
    const honest = historyOf(team.acts, team);
    events += honest.entries.length;
    actorWeeks += honest.byActor.size * options.weeks;
    for (const rule of anomalyRules) {
      const count = counts.get(rule.id);
      if (count === undefined) continue;
      const { anomalies } = rule.judge(honest);
      count.falseAlarms += anomalies.length;
      count.loudFalseAlarms += anomalies.filter(({ severity }) => severity !== 'low' && severity !== 'info').length;
      const found = detects(rule.id, team, seed);
      count.planted += found === undefined ? 0 : 1;
      count.detected += found ? 1 : 0;
    }
  }
  const rules = [...counts].map(([rule, count]) => ({ rule, ...count }));
  return { histories: seeds.length, events, actorWeeks, rules };
}

function detects(id: string, team: SimulatedTeam, seed: number): boolean | undefined {
  const misuse = plantMisuse(id, team, seed);
  const rule = anomalyRules.find((one) => one.id === id);
  if (misuse === undefined || rule === undefined) return undefined;
  const { anomalies } = rule.judge(historyOf(misuse.acts, team));
  const planted = plantedIn(misuse.acts);
  const [from, to] = misuse.within ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return anomalies.some(
    ({ entries, at }) =>
      entries.some((entry) => planted.has(entry)) || (Date.parse(at) >= from && Date.parse(at) <= to),
  );
}

function historyOf(acts: readonly SimulatedAct[], { end }: SimulatedTeam): AuditHistory {
  const entries = entriesOf(acts);
  const canaries = [{ kind: 'asset', digests: [plantedCanary], since: 0, expected: [] }] as const;
  return new AuditHistory({
    entries,
    from: 0,
    to: entries.length,
    now: new Date(end).toISOString(),
    settings,
    canaries,
  });
}
