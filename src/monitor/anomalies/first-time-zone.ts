// Somebody who has been here for a while acts in a zone for the first time, and nothing says why.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'first-time-zone',
  question: 'Does anybody act in a zone where they never did before, without a grant or a new role?',
  why: 'Who holds the account of somebody else looks around.',
  remedy: 'Ask what they wanted there; a grant with a purpose would have said it.',
  severity: 'medium',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    const unjudged: string[] = [];
    const reasons = reasonsOf(history);
    for (const [actor, entries] of history.byActor) {
      const [first] = entries;
      if (first === undefined) continue;
      const settled = Date.parse(first.event.at) + history.settings.settledDays * dayMs;
      if (Date.parse(entries.at(-1)?.event.at ?? '') < settled)
        unjudged.push(`${actor}: known for less than ${history.settings.settledDays} days`);
      const seen = new Set<string>();
      for (const entry of entries) {
        const { zone } = entry.event;
        if (zone === undefined || seen.has(zone)) continue;
        seen.add(zone);
        if (Date.parse(entry.event.at) < settled) continue;
        if (reasonNames(actor, entry).some((name) => isExplained(reasons.get(name), entry))) continue;
        anomalies.push(anomalyOf(actor, entry, entries.length, seen.size - 1));
      }
    }
    return { anomalies, unjudged };
  },
};

/** Times at which somebody was given a right in a zone or with an asset, another role, or a token. */
function reasonsOf({ entries }: AuditHistory): ReadonlyMap<string, readonly number[]> {
  const reasons: [string, number][] = [];
  for (const { event, fact } of entries) {
    const at = Date.parse(event.at);
    if (fact?.is === 'grant' && fact.action === 'grant') {
      reasons.push([
        `${fact.identity}\n${fact.zone === undefined ? `asset ${fact.asset ?? ''}` : `zone ${fact.zone}`}`,
        at,
      ]);
    }
    if (fact?.is === 'identity' && fact.action === 'set') reasons.push([`${fact.identity}\n*`, at]);
    if (fact?.is === 'token' && fact.action === 'issue') reasons.push([`${fact.identity}\n*`, at]);
  }
  return new Map([...Map.groupBy(reasons, ([name]) => name)].map(([name, list]) => [name, list.map(([, at]) => at)]));
}

function reasonNames(actor: string, { event }: AuditEntry): readonly string[] {
  return [`zone ${event.zone ?? ''}`, `asset ${event.asset ?? ''}`, '*'].map((name) => `${actor}\n${name}`);
}

function isExplained(times: readonly number[] | undefined, { event }: AuditEntry): boolean {
  const at = Date.parse(event.at);
  return times?.some((time) => time <= at && at - time <= explainedDays * dayMs) ?? false;
}

function anomalyOf(actor: string, { event }: AuditEntry, acts: number, zones: number): Anomaly {
  return {
    severity: event.decision === 'deny' ? 'low' : 'medium',
    entries: [event.logIndex],
    at: event.at,
    actor,
    ...(event.asset === undefined ? {} : { asset: event.asset }),
    explanation:
      `first act (${event.action}${event.decision === undefined ? '' : `, ${event.decision}`}) in the zone ${event.zone ?? ''}; ${acts} acts of this actor ` +
      `are on record, before this one in ${zones} other zones; no grant and no change of role in the ${explainedDays} days before`,
  };
}

const dayMs = 86_400_000;
const explainedDays = 30;
