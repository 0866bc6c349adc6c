// Everybody who could ask: identities that have not ended, the root key, and keys whose holder nobody described.

import type { Actor } from '#access/request';
import { keyHolderRole } from '#access/roles';
import { actorFrom } from '#access/state/signers';
import type { Trust } from '#attest/trust';
import { refusalOf } from '#attest/trusted-key';
import type { ReadAccess } from './read-access-state.ts';

export interface KnownActor {
  readonly actor: Actor;
  /** Nobody described it: what it may do follows from what its key is trusted for. */
  readonly undeclared: boolean;
}

/** By name; identities that ended are left out. */
export function knownActors({ state, signerOf, logSize }: ReadAccess, trust: Trust): readonly KnownActor[] {
  const found = new Map<string, KnownActor>();
  for (const [name, { ended }] of state.identities) {
    if (!ended) found.set(name, { actor: actorFrom(state, name, []), undeclared: false });
  }
  for (const [key, trusted] of trust.keys) {
    const signer = signerOf(key);
    if (signer === undefined || state.identities.has(signer.identity)) continue;
    const [kind = 'access-event'] = trusted.grants.at(-1)?.roles ?? [];
    const dated = { kind: kind === '*' ? 'access-event' : kind, at: lastTime, index: logSize };
    if (refusalOf(trusted, dated) !== undefined) continue;
    const isOwner = signer.isRoot || (trusted.grants.at(-1)?.roles.includes('*') ?? false);
    const before = found.get(signer.identity)?.actor.roles ?? [];
    const roles = [...new Set([...before, isOwner ? 'owner' : keyHolderRole])];
    found.set(signer.identity, { actor: actorFrom(state, signer.identity, roles), undeclared: true });
  }
  return [...found.values()].toSorted((a, b) => (a.actor.identity < b.actor.identity ? -1 : 1));
}

/** A key that is revoked from any time on does not ask any more. */
const lastTime = '9999-12-31T23:59:59.999Z';
