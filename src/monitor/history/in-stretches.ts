// Events that follow each other closely, as one stretch.
import type { AuditEntry } from '#core/audit/audit-entry';

/** @param entries - in log order @param gapHours - more than this between two events begins another stretch */
export function inStretches(entries: readonly AuditEntry[], gapHours: number): readonly (readonly AuditEntry[])[] {
  const stretches: AuditEntry[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const at = Date.parse(entry.event.at);
    if (at - last > gapHours * 3_600_000) stretches.push([]);
    stretches.at(-1)?.push(entry);
    last = at;
  }
  return stretches;
}
