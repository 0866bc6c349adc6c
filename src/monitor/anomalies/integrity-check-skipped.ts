// A check that was promised did not come, or came late.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { CheckFact } from '#core/audit/audit-facts';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'integrity-check-skipped',
  question: 'Did every integrity check run by the time that the one before had named?',
  why: 'Who has changed stored bytes keeps the check from running.',
  remedy: 'assay status --deep --record runs it; find out what kept it from running.',
  severity: 'medium',
  judge: (history) => {
    const checks = history.entries.flatMap((entry) =>
      entry.fact?.is === 'check' ? [{ entry, fact: entry.fact }] : [],
    );
    const anomalies: Anomaly[] = [];
    for (const [scope, ofScope] of Map.groupBy(checks, ({ fact }) => fact.scope)) {
      for (const [at, check] of ofScope.entries()) {
        const anomaly = judgeCheck(history, scope, check, ofScope[at + 1]);
        if (anomaly !== undefined) anomalies.push(anomaly);
      }
    }
    const unjudged = checks.some(({ fact }) => fact.dueBy !== undefined)
      ? []
      : ['no integrity check that names the next one is on record'];
    return { anomalies, unjudged };
  },
};

interface Check {
  readonly entry: AuditEntry;
  readonly fact: CheckFact;
}

function judgeCheck(
  history: AuditHistory,
  scope: string,
  { entry, fact }: Check,
  next: Check | undefined,
): Anomaly | undefined {
  const { dueBy } = fact;
  // When it was logged counts, not what the check says of itself.
  const came = next?.entry.event.at ?? history.now;
  if (dueBy === undefined || came <= dueBy) return undefined;
  const how =
    next === undefined
      ? 'none has come'
      : `it came ${daysBetween(dueBy, came)} days late (entry ${next.entry.event.logIndex})`;
  return {
    severity: 'medium',
    entries: [entry.event.logIndex, ...(next === undefined ? [] : [next.entry.event.logIndex])],
    at: next?.entry.event.at ?? dueBy,
    explanation: `the check of ${scope} was due by ${dueBy}, as entry ${entry.event.logIndex} says; ${how}`,
  };
}

function daysBetween(from: string, to: string): string {
  return ((Date.parse(to) - Date.parse(from)) / 86_400_000).toFixed(1);
}
