// One person agrees to many things within seconds.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'bulk-approval',
  question: 'Does anybody approve many things faster than they can be read?',
  why: 'An approval that nobody thought about is a rule that nobody follows; a script with the key of an approver is worse.',
  remedy: 'Ask the approver what was looked at; take back what was not.',
  severity: 'medium',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    for (const [actor, entries] of history.byActor)
      anomalies.push(...judgeActor(history, actor, entries.filter(isApproval)));
    return { anomalies, unjudged: [] };
  },
};

/** Grants and withdrawals differ: taking rights away in a hurry is no harm. */
function isApproval({ fact }: AuditEntry): boolean {
  return fact?.is === 'approval' || (fact?.is === 'grant' && fact.action === 'grant');
}

function judgeActor({ settings }: AuditHistory, actor: string, entries: readonly AuditEntry[]): readonly Anomaly[] {
  const anomalies: Anomaly[] = [];
  for (let begin = 0; begin < entries.length; ) {
    const start = Date.parse(entries[begin]?.event.at ?? '');
    let end = begin + 1;
    while (end < entries.length && Date.parse(entries[end]?.event.at ?? '') - start <= settings.approvalSeconds * 1000)
      end += 1;
    const burst = entries.slice(begin, end);
    if (burst.length < settings.approvals) {
      begin += 1;
      continue;
    }
    anomalies.push(anomalyOf(actor, burst, settings.approvalSeconds));
    begin = end;
  }
  return anomalies;
}

function anomalyOf(actor: string, burst: readonly AuditEntry[], seconds: number): Anomaly {
  const span = (Date.parse(burst.at(-1)?.event.at ?? '') - Date.parse(burst[0]?.event.at ?? '')) / 1000;
  return {
    severity: 'medium',
    entries: burst.map(({ event }) => event.logIndex),
    at: burst.at(-1)?.event.at ?? '',
    actor,
    explanation: `${burst.length} approvals within ${span.toFixed(0)} seconds (${[...new Set(burst.map(({ event }) => event.action))].join(', ')}); in ${seconds} seconds nobody reads that many`,
  };
}
