// Who is behind a key, as gates want to know it.
import type { AccessState } from '#access/state/access-state';
import type { SignedBy } from '#access/state/access-statement';
import { liveIdentity, personOf, rolesOf } from '#access/state/signers';
import type { Sha256 } from '#core/digest';
import type { Signer } from '#gates/evidence';

/**
 * The holder of a key that nobody described may be anybody. The root is somebody, also before it is described.
 * @param signed - undefined for a key that the log does not know
 */
export function describeSigner(key: Sha256, signed: SignedBy | undefined, state: AccessState): Signer {
  if (signed === undefined) return { key, roles: [] };
  const { identity, isRoot } = signed;
  const roles = rolesOf(state, identity);
  const kind = liveIdentity(state, identity)?.body.identityKind;
  if (kind === 'service') return { key, identity, service: identity, roles };
  if (kind === 'person' || (isRoot && !state.identities.has(identity)))
    return { key, identity, person: personOf(state, identity), roles };
  return { key, identity, roles };
}
