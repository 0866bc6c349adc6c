// What acts weigh: bytes that leave, and what changes something.
import type { AuditEvent } from '#core/audit/audit-event';

/** Gets at bytes of an asset, and was allowed to. */
export function takesBytes({ action, decision }: AuditEvent): boolean {
  return decision === 'allow' && (action === 'read' || action === 'export');
}

/** Only looks. Everything else changes something, or takes bytes out. */
export function isLook({ action }: AuditEvent): boolean {
  return lookingActions.has(action);
}

const lookingActions: ReadonlySet<string> = new Set(['see', 'read', 'read-audit', 'use', 'check-integrity']);
