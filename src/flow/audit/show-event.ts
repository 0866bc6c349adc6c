// `assay audit show`: one event in full, with what was sealed about it; and `assay audit shred`, which destroys that.
import type { AuditEvent } from '#core/audit/audit-event';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type DataDestruction, predicate as dataDestruction } from '#predicates/data-destruction';
import { StoreError } from '#store/store-error';
import { demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type AccessDetails, openAccessDetails } from './access-details.ts';
import { demandAudit } from './audit-reader.ts';
import { type AuditStoreName, heldAuditStore } from './audit-store.ts';
import { readAudit } from './read-audit.ts';

export interface ShownEvent {
  readonly schema: 'assay.audit-show/1';
  readonly event: AuditEvent;
  /** Absent where nothing was sealed, or it is gone. */
  readonly details?: Omit<AccessDetails, 'schema' | 'salt'>;
  /** Why they cannot be shown. */
  readonly detailsMissing?: string;
}

/** @throws {AssayError} ACCESS_DENIED, STATEMENT_UNKNOWN; what store and index throw */
export async function showEvent(workspace: Workspace, logIndex: number): Promise<ShownEvent> {
  await demandAudit(workspace);
  const event = await eventAt(workspace, logIndex);
  if (event.details === undefined) return { schema: 'assay.audit-show/1', event };
  try {
    const { host, user, process } = await openAccessDetails(workspace, event.details);
    return { schema: 'assay.audit-show/1', event, details: { host, user, process } };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { schema: 'assay.audit-show/1', event, detailsMissing: error.message };
  }
}

export interface ShreddedDetails {
  readonly schema: 'assay.audit-shred/1';
  readonly logIndex: number;
  readonly details: Sha256;
  /** The statement that says so. */
  readonly statement: Sha256;
}

/**
 * Destroys the key of what was sealed about an access, and puts on record that it did. The entry, its place in the log and all proofs stay.
 * @throws {AssayError} ACCESS_DENIED: destroying takes two people; STATEMENT_UNKNOWN; {StoreError} STORE_MISSING, STORE_BUSY
 */
export async function shredDetails(
  workspace: Workspace,
  logIndex: number,
  { why, basis }: { readonly why: string; readonly basis?: string },
): Promise<ShreddedDetails> {
  await demandAccess(workspace, { action: 'destroy', resource: { zone: wholeWorkspace } });
  const { details } = await eventAt(workspace, logIndex);
  const zone: AuditStoreName = 'assay-audit';
  const store = await heldAuditStore(workspace, zone);
  if (details === undefined || store === undefined)
    throw new AssayError('STATEMENT_UNKNOWN', `nothing was sealed about entry ${logIndex}`, { value: logIndex });
  await workspace.assertCounts([dataDestruction.kind]);
  await store.destroy(details);
  const body: DataDestruction = {
    zone,
    blobs: [details],
    method: 'data-key-destroyed',
    why,
    ...(basis === undefined ? {} : { basis }),
    copiesLeft: [],
  };
  const [recorded] = await workspace.record([{ predicate: dataDestruction, subjects: [{ sha256: details }], body }]);
  if (recorded === undefined || recorded.refusal !== undefined)
    throw new AssayError('WORKSPACE_WRITE', `the destruction could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
  return { schema: 'assay.audit-shred/1', logIndex, details, statement: recorded.evidence };
}

async function eventAt(workspace: Workspace, logIndex: number): Promise<AuditEvent> {
  for await (const { event } of readAudit(workspace, { from: logIndex, to: logIndex + 1 })) return event;
  throw new AssayError('STATEMENT_UNKNOWN', `the log has no entry ${logIndex}`, { value: logIndex });
}
