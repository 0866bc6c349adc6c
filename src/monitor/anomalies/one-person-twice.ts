// Two accounts, or one key twice, where two people have to agree.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'one-person-twice',
  question: 'Did one person agree twice to what two have to agree to?',
  why: 'Two accounts of one person are one pair of eyes.',
  remedy: 'Have somebody else decide. Take the second account away, or state in both identities whose they are.',
  severity: 'high',
  judge: (history) => {
    const approvals = history.entries.filter(({ fact }) => fact?.is === 'approval');
    const same = [...Map.groupBy(approvals, toWhat).values()].flatMap((group) => judgeGroup(history, group));
    const grants = history.entries.flatMap((entry) => judgeGrant(history, entry));
    return { anomalies: [...same, ...grants], unjudged: [] };
  },
};

function toWhat({ fact }: AuditEntry): string {
  return fact?.is === 'approval' ? fact.to : '';
}

/** The same account twice is one who asked again; another account, or another name with the same key, is meant to look like two. */
function judgeGroup(history: AuditHistory, group: readonly AuditEntry[]): readonly Anomaly[] {
  const first = new Map<string, AuditEntry>();
  return group.flatMap((entry) => {
    const names = [personOf(history, entry), ...entry.event.signedBy.map(({ key }) => `key ${key}`)];
    const earlier = names.flatMap((name) => first.get(name) ?? []).find((one) => !isSameAccount(one, entry));
    for (const name of names) if (!first.has(name)) first.set(name, entry);
    return earlier === undefined ? [] : [anomalyOf(history, earlier, entry)];
  });
}

function isSameAccount(one: AuditEntry, other: AuditEntry): boolean {
  return approverOf(one) === approverOf(other) && one.event.actor === other.event.actor;
}

function approverOf({ fact, event }: AuditEntry): string {
  return fact?.is === 'approval' || fact?.is === 'grant' ? fact.approver : event.actor;
}

function personOf(history: AuditHistory, { event }: AuditEntry): string {
  // Who is named in the body may be somebody else than who signed; the holder of the key is who acted.
  return history.personAt(event.signedBy[0]?.holder ?? event.actor, event.logIndex);
}

function anomalyOf(history: AuditHistory, earlier: AuditEntry, later: AuditEntry): Anomaly {
  const person = personOf(history, later);
  return {
    severity: 'high',
    entries: [earlier.event.logIndex, later.event.logIndex],
    at: later.event.at,
    actor: later.event.actor,
    explanation:
      `${approverOf(earlier)} (entry ${earlier.event.logIndex}) and ${approverOf(later)} (entry ${later.event.logIndex}) agreed to the same ` +
      `${later.event.action} of ${later.event.target ?? ''}, and are one: ${person}, or one key`,
  };
}

/** A grant by another account of whom it is for. */
function judgeGrant(history: AuditHistory, { event, fact }: AuditEntry): readonly Anomaly[] {
  if (fact?.is !== 'grant' || fact.action !== 'grant') return [];
  const grantee = history.personAt(fact.identity, event.logIndex);
  const granters = [fact.approver, ...event.signedBy.flatMap(({ holder }) => holder ?? [])];
  const own = granters.find((name) => history.personAt(name, event.logIndex) === grantee);
  if (own === undefined) return [];
  const text = `${own} gave ${fact.identity} the right to ${fact.permits.join(', ')}, and both are ${grantee}`;
  return [{ severity: 'high', entries: [event.logIndex], at: event.at, actor: own, explanation: text }];
}
