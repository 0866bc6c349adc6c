// `assay access revoke`: a grant does not count any more, from the next entry of the log on.
import type { GrantRecord } from '#access/state/access-state';
import { mayApprove } from '#access/state/fold-grants';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { type AccessGrant, predicate as accessGrant } from '#predicates/access-grant';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { assertSays, recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { drawNonce } from './draw-nonce.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface GrantRevoked {
  readonly schema: 'assay.access-revoke/1';
  readonly grant: Sha256;
  readonly identity: string;
  readonly permits: readonly string[];
  readonly statement: Sha256;
  readonly logIndex: number;
}

/**
 * By its holder, an owner or a security engineer.
 * @param prefix - of the evidence id of the grant, 8 digits or more
 * @throws {AssayError} ACCESS_GRANT when there is no such grant in force, or it is not for whoever asks to withdraw it
 */
export async function revokeGrant(workspace: Workspace, prefix: string, why: string): Promise<GrantRevoked> {
  const { state, signerOf } = await readAccessState(workspace);
  const grant = findGrant(state.grants, prefix);
  if (grant.permits.length === 0 || (await accessTime(workspace)) >= grant.expiresAt)
    throw new AssayError('ACCESS_GRANT', `nothing was recorded: the grant ${prefix} is over already`);
  const body = withdrawal(grant, why);
  const { keyId } = await workspace.signer();
  if (signerOf(keyId)?.identity !== body.identity)
    await demandAccess(workspace, { action: 'grant', resource: { zone: wholeWorkspace } });
  await assertSays(workspace, 'ACCESS_GRANT', (read, by) =>
    by.some(({ identity }) => identity === body.identity || mayApprove(read.state, identity))
      ? undefined
      : 'only whoever holds a grant, an owner or a security engineer withdraws it',
  );
  const { evidence, index } = await recordOne(workspace, accessGrant, body);
  return {
    schema: 'assay.access-revoke/1',
    grant: grant.statement,
    identity: body.identity,
    permits: body.permits,
    statement: evidence,
    logIndex: index,
  };
}

/** The statement that takes back what is left of it. */
export function withdrawal({ body, permits }: GrantRecord, why: string): AccessGrant {
  const { screening: _, exception: __, requester: ___, ...rest } = body;
  return { ...rest, action: 'withdraw', permits, purpose: why, nonce: drawNonce() };
}

/** @throws {AssayError} ACCESS_GRANT, USAGE */
export function findGrant(grants: readonly GrantRecord[], prefix: string): GrantRecord {
  if (!/^[0-9a-f]{8,64}$/.test(prefix))
    throw new AssayError('USAGE', 'A grant is named by the id of its statement, or the first 8 digits of it or more.');
  const [found, other] = grants.filter(({ statement }) => statement.startsWith(prefix));
  if (found !== undefined && other === undefined) return found;
  const reason = found === undefined ? 'there is no grant' : 'more than one grant begins with';
  throw new AssayError('ACCESS_GRANT', `${reason} ${quote(prefix)}`, { value: prefix });
}
