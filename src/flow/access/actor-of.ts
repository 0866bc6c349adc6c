// Who asks: the holder of the key that signs here, or, where a token is shown, the identity that it was issued for.

import type { Action } from '#access/actions';
import type { AccessRequest, Actor } from '#access/request';
import { keyHolderRole } from '#access/roles';
import type { TokenRecord } from '#access/state/access-state';
import { tokenObjection } from '#access/state/fold-tokens';
import { actorFrom, rolesOf } from '#access/state/signers';
import { type Sha256, sha256 } from '#core/digest';
import type { Workspace } from '../workspace/workspace.ts';
import type { ReadAccess } from './read-access-state.ts';

export interface ResolvedActor {
  readonly actor: Actor;
  readonly via: AccessRequest['via'];
  /** The token that was shown: nothing is allowed that it does not name. */
  readonly token?: TokenRecord;
  /** Why the token that was shown does not count: for the log, not for whoever shows it. */
  readonly refusedToken?: string;
}

/**
 * Whoever only looks at what there is need not open the key: that is not put on record, and its public half says whose it is. Anything else is
 * done with the key itself.
 * @throws {SignError} when the key that signs cannot be opened
 */
export async function actorOf(
  workspace: Workspace,
  read: ReadAccess,
  at: string,
  action: Action,
): Promise<ResolvedActor> {
  const { token: secret } = workspace;
  if (secret !== undefined) return actorOfToken(read, secret, at);
  const keyId = action === 'see' ? await workspace.signerId() : (await workspace.signer()).keyId;
  return { actor: await actorOfKey(workspace, read, keyId), via: 'key' };
}

/** By the digest of the secret: what is compared tells nothing about it, so it does not matter how long comparing takes. */
function actorOfToken({ state }: ReadAccess, secret: string, at: string): ResolvedActor {
  const token = state.tokens.get(sha256(new TextEncoder().encode(secret)));
  const objection = tokenObjection(state, token, at);
  if (token === undefined || objection !== undefined) {
    const identity = token?.body.identity ?? 'unknown';
    return { actor: { identity, kind: 'service', roles: [] }, via: 'token', refusedToken: objection ?? 'unknown' };
  }
  return { actor: actorFrom(state, token.body.identity, []), via: 'token', token };
}

/** A key that the log trusts for everything is an owner's: its holder could say so. */
async function actorOfKey(workspace: Workspace, { state, signerOf }: ReadAccess, key: Sha256): Promise<Actor> {
  const signer = signerOf(key);
  if (signer === undefined) return { identity: `key-${key.slice(0, 16)}`, kind: 'service', roles: [] };
  if (signer.isRoot && !state.identities.has(signer.identity)) return actorFrom(state, signer.identity, ['owner']);
  const kinds = (await workspace.trust()).keys.get(key)?.grants.at(-1)?.roles ?? [];
  const undeclared = kinds.includes('*') ? ['owner'] : [keyHolderRole];
  return actorFrom(state, signer.identity, [...new Set([...rolesOf(state, signer.identity), ...undeclared])]);
}
