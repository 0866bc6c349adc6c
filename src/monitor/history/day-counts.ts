// How much an actor did on each day with activity.
import type { AuditEntry } from '#core/audit/audit-entry';
import { localTime } from './local-time.ts';

export interface DayCount {
  /** Calendar day where the actor works, as 2026-03-29. */
  readonly day: string;
  readonly acts: number;
  /** Bytes handed over. */
  readonly bytes: number;
  readonly entries: readonly AuditEntry[];
}

/** In order; days without activity are left out. @param timeZone - IANA name; an unknown one counts as UTC */
export function dayCounts(entries: readonly AuditEntry[], timeZone: string): readonly DayCount[] {
  const days = Map.groupBy(entries, ({ event }) => localTime(event.at, timeZone)?.day ?? event.at.slice(0, 10));
  return [...days].map(([day, acts]) => ({
    day,
    acts: acts.length,
    bytes: acts.reduce((sum, { event }) => sum + (event.bytes ?? 0), 0),
    entries: acts,
  }));
}
