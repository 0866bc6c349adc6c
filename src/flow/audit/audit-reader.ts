// Whether who asks may read who did what. Asking is on record, whatever the answer.
import { AssayError } from '#core/errors';
import { decideAccess, demandAccess } from '../access/decide-access.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface AuditReader {
  /** Who asks. */
  readonly identity: string;
  /** false: only what they did themselves is shown, and of everything else that it happened. */
  readonly mayRead: boolean;
}

const wish = { action: 'read-audit', resource: { zone: wholeWorkspace } } as const;

/** @throws {AssayError} ACCESS_TOKEN, CLOCK_BACK; what recording throws: what cannot be put on record is not read */
export async function auditReader(workspace: Workspace): Promise<AuditReader> {
  try {
    const { request } = await demandAccess(workspace, wish);
    return { identity: request.actor.identity, mayRead: true };
  } catch (error) {
    if (!(error instanceof AssayError) || error.code !== 'ACCESS_DENIED') throw error;
    const { request } = await decideAccess(workspace, wish);
    return { identity: request.actor.identity, mayRead: false };
  }
}

/** @throws {AssayError} ACCESS_DENIED, and as `auditReader` */
export async function demandAudit(workspace: Workspace): Promise<AuditReader> {
  const { request } = await demandAccess(workspace, wish);
  return { identity: request.actor.identity, mayRead: true };
}
