// An event for somebody who may not read the audit: that something happened, and where in the log, stays; who, what and why goes.
import type { AuditEvent } from './audit-event.ts';

/**
 * @param reader - identity that asks; what it did itself it may see
 * @returns the event with the names of what was taken out in `redacted`
 */
export function redactEvent(event: AuditEvent, reader: string | undefined): AuditEvent {
  if (reader !== undefined && event.actor === reader && event.via !== 'none') return event;
  const { logIndex, statement, at, kind, standing, action, via } = event;
  const redacted = sensitive.filter((name) => event[name] !== undefined);
  return { logIndex, statement, at, kind, standing, signedBy: [], actor: 'redacted', via, action, redacted };
}

const sensitive = [
  'actor',
  'signedBy',
  'reason',
  'decision',
  'asset',
  'zone',
  'target',
  'bytes',
  'severity',
  'because',
  'purpose',
  'note',
  'details',
] as const satisfies readonly (keyof AuditEvent)[];
