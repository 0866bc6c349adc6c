// Something is missing in the log, or it was silent for longer than was promised, or its clock went back.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'log-gap',
  question: 'Is any entry missing or unreadable, and was the log ever silent for longer than promised?',
  why: 'What was never written, and what was taken away, is not in the log; the gap is.',
  remedy:
    'assay status --deep says what is damaged. Restore it from a copy; a gap in time has to be explained by those who ran the machine.',
  severity: 'high',
  judge: (history) => ({
    anomalies: [...missing(history), ...unreadable(history), ...clock(history), ...silence(history)],
    unjudged:
      history.settings.heartbeatHours === undefined
        ? ['gaps in time: no heartbeat is declared (assay.audit-settings/1, heartbeatHours)']
        : [],
  }),
};

function missing({ entries, from, to, now }: AuditHistory): readonly Anomaly[] {
  const anomalies: Anomaly[] = [];
  let expected = from;
  const report = (next: number, at: string): void => {
    if (next <= expected) return;
    const text = next - expected === 1 ? `entry ${expected} is` : `entries ${expected} to ${next - 1} are`;
    anomalies.push({
      severity: 'high',
      entries: [expected, next - 1],
      at,
      explanation: `${text} missing from the audit`,
    });
  };
  for (const { event } of entries) {
    report(event.logIndex, event.at);
    expected = event.logIndex + 1;
  }
  report(to, now);
  return anomalies;
}

function unreadable({ entries }: AuditHistory): readonly Anomaly[] {
  return entries
    .filter(({ event }) => event.standing === 'unreadable')
    .map(({ event }) => ({
      severity: 'high',
      entries: [event.logIndex],
      at: event.at,
      explanation: `the log has entry ${event.logIndex}, and its statement cannot be read: ${event.reason ?? 'unknown'}; nothing on record says that it was to be destroyed`,
    }));
}

/** The log refuses to go back; what does not count may still be dated so. */
function clock({ entries }: AuditHistory): readonly Anomaly[] {
  return pairs(entries).flatMap(([before, after]) =>
    after.event.at < before.event.at
      ? [
          {
            severity: 'high',
            entries: [before.event.logIndex, after.event.logIndex],
            at: after.event.at,
            explanation: `entry ${after.event.logIndex} is dated ${after.event.at}, earlier than entry ${before.event.logIndex} (${before.event.at})`,
          },
        ]
      : [],
  );
}

function silence({ entries, settings, now, to }: AuditHistory): readonly Anomaly[] {
  const { heartbeatHours } = settings;
  if (heartbeatHours === undefined) return [];
  const anomalies: Anomaly[] = [];
  const judge = (before: AuditEntry, at: string, index: number, how: string): void => {
    const hours = (Date.parse(at) - Date.parse(before.event.at)) / 3_600_000;
    if (hours <= heartbeatHours) return;
    anomalies.push({
      severity: 'medium',
      entries: index < to ? [before.event.logIndex, index] : [before.event.logIndex],
      at,
      explanation: `nothing was logged for ${hours.toFixed(1)} h after entry ${before.event.logIndex}${how}; something is promised every ${heartbeatHours} h`,
    });
  };
  for (const [before, after] of pairs(entries)) judge(before, after.event.at, after.event.logIndex, '');
  const last = entries.at(-1);
  if (last !== undefined) judge(last, now, to, ', the last one');
  return anomalies;
}

function pairs(entries: readonly AuditEntry[]): readonly (readonly [AuditEntry, AuditEntry])[] {
  return entries.slice(1).flatMap((after, at) => {
    const before = entries[at];
    return before === undefined ? [] : [[before, after] as const];
  });
}
