// Puts on record that somebody asked for something, and whether they got it.
import type { AccessRequest } from '#access/request';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type AccessEvent, predicate as accessEvent } from '#predicates/access-event';
import { sealAccessDetails } from '../audit/access-details.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { drawNonce } from './draw-nonce.ts';
import { zoneOfResource } from './resource-of.ts';

export interface AccessOutcome {
  readonly decision: 'allow' | 'deny';
  /** Digest of the policies that decided. */
  readonly policy: Sha256;
  readonly because: readonly string[];
  /** In words, without anything sensitive. */
  readonly note?: string;
}

/** @throws {AssayError} WORKSPACE_WRITE, and what signing, store and log throw: what is not on record is not allowed */
export async function recordAccess(
  workspace: Workspace,
  request: AccessRequest,
  outcome: AccessOutcome,
): Promise<void> {
  const { actor, via, action, resource, purpose } = request;
  const { next: logSize } = await (await workspace.index()).cursor();
  const details = await sealAccessDetails(workspace);
  const body: AccessEvent = {
    actor: actor.identity,
    via,
    action,
    ...(resource.type === 'asset' ? { asset: parseSha256(resource.id) } : {}),
    zone: zoneOfResource(resource),
    ...(purpose === undefined ? {} : { purpose }),
    ...outcome,
    ...(details === undefined ? {} : { details }),
    logSize,
    nonce: drawNonce(),
  };
  const subjects = (accessEvent.subjects?.(body) ?? []).map((sha256) => ({ sha256 }));
  const [recorded] = await workspace.record([{ predicate: accessEvent, subjects, body }]);
  if (recorded?.refusal === undefined && recorded !== undefined) return;
  throw new AssayError('WORKSPACE_WRITE', `the access could not be recorded: ${recorded?.refusal ?? 'unknown'}`);
}
