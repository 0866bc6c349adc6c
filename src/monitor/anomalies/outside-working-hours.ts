// Somebody acts while they do not work, by the clock of where they are.
import type { AuditEntry } from '#core/audit/audit-entry';
import { isLook } from '../history/act.ts';
import type { AuditHistory } from '../history/audit-history.ts';
import { inStretches } from '../history/in-stretches.ts';
import { type OffHours, offHours } from '../history/working-time.ts';
import type { Anomaly, AnomalyRule } from './anomaly-rule.ts';

export const rule: AnomalyRule = {
  id: 'outside-working-hours',
  question: 'Does anybody act while they do not work?',
  why: 'A stolen key is used when its holder is asleep.',
  remedy:
    'Ask the holder. A service has no working hours; whoever is on call has other ones: assay access identity says so.',
  severity: 'medium',
  judge: (history) => {
    const anomalies: Anomaly[] = [];
    const unjudged: string[] = [];
    for (const [actor, entries] of history.byActor) {
      const away = entries.map((entry) => ({ entry, off: timeOf(history, actor, entry) }));
      const unknown = away.filter(({ off }) => off === 'unknown').length;
      if (unknown > 0)
        unjudged.push(`${unknown} events of ${actor}: no working hours are stated, or in no known time zone`);
      const late = away.flatMap(({ entry, off }) => (isLate(off, history) ? [entry] : []));
      const before: number[] = [];
      for (const stretch of inStretches(late, stretchHours)) {
        const hour = hourOf(history, actor, stretch);
        const isUsual = before.filter((one) => nearness(one, hour) <= usualHours).length >= usualTimes;
        anomalies.push(anomalyOf(history, actor, stretch, isUsual));
        before.push(hour);
      }
    }
    return { anomalies, unjudged };
  },
};

type Off = OffHours | 'unknown' | 'service';

function timeOf(history: AuditHistory, actor: string, { event }: AuditEntry): Off {
  const identity = history.identityAt(actor, event.logIndex);
  if (identity?.identityKind === 'service') return 'service';
  if (identity?.workingHours === undefined) return 'unknown';
  return offHours(event.at, identity.workingHours) ?? 'unknown';
}

function isLate(off: Off, { settings }: AuditHistory): boolean {
  return typeof off !== 'string' && off.away > settings.graceHours;
}

/** Local hour at which a stretch begins. */
function hourOf(history: AuditHistory, actor: string, [first]: readonly AuditEntry[]): number {
  const off = first === undefined ? 'unknown' : timeOf(history, actor, first);
  return typeof off === 'string' ? Number.NaN : off.local.hour;
}

/** Hours between two times of day, the shorter way around. */
function nearness(one: number, other: number): number {
  const apart = Math.abs(one - other);
  return Math.min(apart, 24 - apart);
}

function anomalyOf(history: AuditHistory, actor: string, stretch: readonly AuditEntry[], isUsual: boolean): Anomaly {
  const [first] = stretch;
  if (first === undefined) throw new RangeError('a stretch has events');
  const off = timeOf(history, actor, first);
  const hours = history.identityAt(actor, first.event.logIndex)?.workingHours;
  const changing = stretch.filter(({ event }) => !isLook(event));
  const clock = typeof off === 'string' ? first.event.at : `${off.local.day} ${clockOf(off.local.hour)}`;
  const what = [...new Set(stretch.map(({ event }) => event.action))].join(', ');
  return {
    severity: changing.length > 0 && !isUsual ? 'medium' : 'low',
    entries: stretch.map(({ event }) => event.logIndex),
    at: first.event.at,
    actor,
    explanation:
      `${stretch.length} ${stretch.length === 1 ? 'event' : 'events'} (${what}) from ${clock} in ${hours?.timeZone ?? 'UTC'} on; ` +
      `working hours are ${hours?.from ?? 0} to ${hours?.to ?? 24} on days ${hours?.days.join(', ') ?? ''}, and ${history.settings.graceHours} h of grace were given${isUsual ? `; it was about this hour ${usualTimes} times before` : ''}`,
  };
}

function clockOf(hour: number): string {
  const minutes = Math.floor(hour * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Hours without an event after which somebody is taken to have begun anew. */
const stretchHours = 4;
/** Stretches at about the same local hour before, after which one more is no news. */
const usualTimes = 3;
const usualHours = 1.5;
