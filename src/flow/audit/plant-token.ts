// A token that nobody uses: its identity is a service that may do nothing, so whoever shows it learns nothing and is seen.
import { liveIdentity } from '#access/state/signers';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { issueToken } from '../access/issue-token.ts';
import { readAccessState } from '../access/read-access-state.ts';
import { wholeWorkspace } from '../access/resource-of.ts';
import { setIdentity } from '../access/set-identity.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { keepDecoy } from './canary-registry.ts';

export interface TokenDecoyWish {
  readonly identity: string;
  readonly expected: readonly string[];
  readonly why: string;
  readonly plantedBy: string;
}

/**
 * The identity and the token are stated as any other; the sealed record says that they are decoys. An expired token is an alarm as well.
 * @returns the secret
 * @throws {AssayError} AUDIT_DECOYS when the identity is used for something else; ACCESS_DENIED; what recording throws
 */
export async function plantToken(workspace: Workspace, wish: TokenDecoyWish): Promise<string> {
  const { identity, expected, why, plantedBy } = wish;
  const { state } = await readAccessState(workspace);
  if (liveIdentity(state, identity) !== undefined)
    throw new AssayError('AUDIT_DECOYS', `${JSON.stringify(identity)} acts here already; a decoy is nobody else`);
  await setIdentity(workspace, { identity, kind: 'service', roles: [], why: 'scheduled jobs' });
  const until = new Date(workspace.now().getTime() + limits.tokenDays.value * dayMs - hourMs).toISOString();
  const { secret, token } = await issueToken(workspace, {
    identity,
    label: 'scheduled jobs',
    actions: ['see'],
    zones: [wholeWorkspace],
    until,
    why: 'scheduled jobs',
  });
  await keepDecoy(workspace, {
    schema: 'assay.decoy/1',
    kind: 'token',
    name: identity,
    digests: [token],
    identity,
    since: (await workspace.checkpoint()).size,
    plantedAt: workspace.now().toISOString(),
    plantedBy,
    expected,
    why,
  });
  return secret;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
