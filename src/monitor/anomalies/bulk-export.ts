// Many different assets are taken out within a short time.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { Sha256 } from '#core/digest';
import { takesBytes } from '../history/act.ts';
import type { AuditHistory } from '../history/audit-history.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'bulk-export',
  question: 'Does anybody read or export many different assets within a short time?',
  why: 'Who leaves with everything takes one of each; people at work read the same few again and again.',
  remedy: 'Ask for the purpose. Copies for backups are made by a service whose usual burst is as large as this one.',
  severity: 'high',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    for (const [actor, entries] of history.byActor) anomalies.push(...judgeActor(history, actor, entries));
    return { anomalies, unjudged: [] };
  },
};

/** A burst counts when it is large by itself, and twice as large as any that this actor had before. */
function judgeActor({ settings }: AuditHistory, actor: string, entries: readonly AuditEntry[]): readonly Anomaly[] {
  const anomalies: Anomaly[] = [];
  let largest = 0;
  for (const burst of burstsOf(
    entries.filter(({ event }) => takesBytes(event)),
    settings.bulkMinutes,
  )) {
    const size = new Set(burst.map(({ event }) => event.asset)).size;
    if (size >= settings.bulkAssets && size >= 2 * largest)
      anomalies.push(anomalyOf(actor, burst, size, largest, settings.bulkMinutes));
    largest = Math.max(largest, size);
  }
  return anomalies;
}

/** Stretches of at most `minutes` from their first event, the fullest first choice: each begins where the one before has ended. */
function burstsOf(entries: readonly AuditEntry[], minutes: number): readonly (readonly AuditEntry[])[] {
  const bursts: AuditEntry[][] = [];
  let begin = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const at = Date.parse(entry.event.at);
    if (at - begin > minutes * 60_000) {
      bursts.push([]);
      begin = at;
    }
    bursts.at(-1)?.push(entry);
  }
  return bursts;
}

function anomalyOf(
  actor: string,
  burst: readonly AuditEntry[],
  size: number,
  largest: number,
  minutes: number,
): Anomaly {
  const exported = new Set<Sha256 | undefined>(
    burst.filter(({ event }) => event.action === 'export').map(({ event }) => event.asset),
  ).size;
  const bytes = burst.reduce((sum, { event }) => sum + (event.bytes ?? 0), 0);
  return {
    severity: exported > 0 ? 'high' : 'medium',
    entries: burst.map(({ event }) => event.logIndex),
    at: burst.at(-1)?.event.at ?? '',
    actor,
    explanation:
      `${size} different assets within ${minutes} minutes (${exported} exported, ${bytes} bytes on record); ` +
      `the most in as long a time before were ${largest}`,
  };
}
