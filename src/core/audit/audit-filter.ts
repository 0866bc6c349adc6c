// Which events of the audit somebody wants to see.
import type { AuditEvent } from './audit-event.ts';

export interface AuditFilter {
  readonly actor?: string;
  /** Asset id, in full. */
  readonly asset?: string;
  readonly zone?: string;
  readonly action?: string;
  readonly decision?: string;
  readonly kind?: string;
  /** RFC 3339 in UTC; that moment is included. */
  readonly since?: string;
  /** That moment is not included. */
  readonly until?: string;
}

/** Every member that is there has to hold. */
export function matchesFilter(event: AuditEvent, filter: AuditFilter): boolean {
  const { since, until, ...equal } = filter;
  if (since !== undefined && event.at < since) return false;
  if (until !== undefined && event.at >= until) return false;
  return equalMembers.every((name) => equal[name] === undefined || event[name] === equal[name]);
}

const equalMembers = ['actor', 'asset', 'zone', 'action', 'decision', 'kind'] as const;
