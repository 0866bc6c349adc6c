// An event of the audit with what rules need beside it.
import type { Sha256 } from '../digest.ts';
import type { AuditEvent } from './audit-event.ts';
import type { AuditFact } from './audit-facts.ts';

export interface AuditEntry {
  readonly event: AuditEvent;
  /** Every digest that the statement names: its subjects and what they are made of or lean on. */
  readonly touches: readonly Sha256[];
  readonly fact?: AuditFact;
}
