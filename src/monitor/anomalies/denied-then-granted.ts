// What was refused is allowed a little later: somebody changed the rules for it, or nobody did.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'denied-then-granted',
  question: 'Was anybody allowed what had just been refused to them, in a way that no other person answers for?',
  why: 'Who is refused and can change the rule changes it; who is refused tries many doors until one opens.',
  remedy:
    'Read what changed in between. A grant of another person, for a purpose, after a while, is how it should go, and is not reported.',
  severity: 'high',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    for (const [actor, entries] of history.byActor) anomalies.push(...judgeActor(history, actor, entries));
    return { anomalies, unjudged: [] };
  },
};

function judgeActor(history: AuditHistory, actor: string, entries: readonly AuditEntry[]): readonly Anomaly[] {
  const anomalies: Anomaly[] = [];
  const denied = new Map<string, AuditEntry>();
  for (const entry of entries) {
    const { decision } = entry.event;
    if (entry.event.kind !== 'access-event') continue;
    const wish = wishOf(entry);
    const before = denied.get(wish);
    if (decision === 'deny') denied.set(wish, entry);
    if (decision !== 'allow' || before === undefined) continue;
    denied.delete(wish);
    const hours = (Date.parse(entry.event.at) - Date.parse(before.event.at)) / 3_600_000;
    if (hours > history.settings.denialHours) continue;
    const anomaly = judgePair(history, actor, before, entry);
    if (anomaly !== undefined) anomalies.push(anomaly);
  }
  return anomalies;
}

function wishOf({ event }: AuditEntry): string {
  return [event.action, event.asset ?? '', event.zone ?? ''].join('\n');
}

function judgePair(history: AuditHistory, actor: string, denied: AuditEntry, allowed: AuditEntry): Anomaly | undefined {
  const changes = changesBetween(history, actor, denied.event.logIndex, allowed.event.logIndex);
  const own = changes.filter(({ event }) => isSame(history, actor, event.actor, event.logIndex));
  const others = changes.filter((change) => !own.includes(change));
  const minutes = (Date.parse(allowed.event.at) - Date.parse(denied.event.at)) / 60_000;
  const doors = deniedWishes(history, actor, denied, allowed);
  const said = reasonOf({ changes, own, others, minutes, doors });
  if (said === undefined) return undefined;
  const { event } = allowed;
  return {
    severity: said.severity,
    entries: [denied, ...changes, allowed].map((entry) => entry.event.logIndex).toSorted((a, b) => a - b),
    at: event.at,
    actor,
    ...(event.asset === undefined ? {} : { asset: event.asset }),
    explanation: `${event.action} was refused in entry ${denied.event.logIndex} and allowed ${minutes.toFixed(0)} minutes later in entry ${event.logIndex}; ${said.text}`,
  };
}

interface Between {
  readonly changes: readonly AuditEntry[];
  readonly own: readonly AuditEntry[];
  readonly others: readonly AuditEntry[];
  readonly minutes: number;
  readonly doors: number;
}

function reasonOf({
  changes,
  own,
  others,
  minutes,
  doors,
}: Between): { severity: 'high' | 'medium'; text: string } | undefined {
  if (own.length > 0 && others.length === 0)
    return {
      severity: 'high',
      text: `the same person made the change in between (entry ${own[0]?.event.logIndex ?? ''})`,
    };
  if (changes.length === 0)
    return {
      severity: 'medium',
      text: 'no grant, identity, token, rule or placement that would explain it was logged in between',
    };
  if (doors >= manyDoors)
    return { severity: 'medium', text: `${doors} different things were refused to this actor within a day before` };
  if (minutes < hastyMinutes)
    return {
      severity: 'medium',
      text: `the change in between (entry ${changes[0]?.event.logIndex ?? ''}) came within ${hastyMinutes} minutes: too soon to have been looked at`,
    };
  return undefined;
}

/** What could turn the answer: a right of this actor, a rule for all, the place of the asset. */
function changesBetween(
  { entries }: AuditHistory,
  actor: string,
  after: number,
  before: number,
): readonly AuditEntry[] {
  return entries.filter(({ event, fact }) => {
    if (event.logIndex <= after || event.logIndex >= before || event.standing !== 'verified') return false;
    if (fact?.is === 'grant' || fact?.is === 'identity' || fact?.is === 'token') return fact.identity === actor;
    return event.kind === 'policy-change' || event.kind === 'placement' || event.kind === 'key-change';
  });
}

function isSame(history: AuditHistory, one: string, other: string, index: number): boolean {
  return history.personAt(one, index) === history.personAt(other, index);
}

function deniedWishes(history: AuditHistory, actor: string, denied: AuditEntry, allowed: AuditEntry): number {
  const since = Date.parse(allowed.event.at) - 24 * 3_600_000;
  const wishes = (history.byActor.get(actor) ?? []).filter(
    ({ event }) =>
      event.decision === 'deny' && event.logIndex <= denied.event.logIndex && Date.parse(event.at) >= since,
  );
  return new Set(wishes.map(wishOf)).size;
}

/** Different things refused within a day. */
const manyDoors = 4;
const hastyMinutes = 2;
