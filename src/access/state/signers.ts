// Who stands behind an identity, and what roles it has.
import type { Actor } from '../request.ts';
import type { AccessState, IdentityRecord } from './access-state.ts';

type Identities = Pick<AccessState, 'identities'>;

/** The name of the identity that the root key acts as, until its key is said to be held by somebody. */
export const rootIdentity = 'root';

/** An identity that was described and has not ended. */
export function liveIdentity({ identities }: Identities, identity: string): IdentityRecord | undefined {
  const record = identities.get(identity);
  return record === undefined || record.ended ? undefined : record;
}

/** Roles that were given to an identity; an identity that nobody described has none, but for the root. */
export function rolesOf(state: Identities, identity: string): readonly string[] {
  if (identity === rootIdentity && !state.identities.has(rootIdentity)) return ['owner'];
  return liveIdentity(state, identity)?.body.roles ?? [];
}

/** The person behind an identity: two accounts of one person are one pair of eyes. An identity that says nothing about it is its own person. */
export function personOf(state: Identities, identity: string): string {
  return state.identities.get(identity)?.body.person ?? identity;
}

/** Somebody was described as a person, so that two of them can be told apart. A service never stands in for a person. */
export function isDeclaredPerson(state: Identities, identity: string): boolean {
  return liveIdentity(state, identity)?.body.identityKind === 'person';
}

/** Those of `names` who are other people than `identity`, each person once; none when nobody said who `identity` is. */
export function otherPeople(state: Identities, identity: string, names: readonly string[]): readonly string[] {
  if (!isDeclaredPerson(state, identity)) return [];
  const seen = new Set([personOf(state, identity)]);
  return names.filter((name) => {
    const person = personOf(state, name);
    if (name === identity || !isDeclaredPerson(state, name) || seen.has(person)) return false;
    seen.add(person);
    return true;
  });
}

/** Screened until then, by a record for the legal entity that they belong to. */
export function screenedUntil({ body }: IdentityRecord): string | undefined {
  const { screening, organisation, identityKind } = body;
  if (screening === undefined || identityKind !== 'person') return undefined;
  return screening.organisation === organisation ? screening.expiresAt : undefined;
}

/** @param undeclared - roles of an identity that nobody described */
export function actorFrom(state: Identities, identity: string, undeclared: readonly string[]): Actor {
  const record = state.identities.get(identity);
  if (record === undefined) return { identity, kind: 'service', roles: undeclared };
  if (record.ended) return { identity, kind: record.body.identityKind, roles: [] };
  const { identityKind, roles, organisation } = record.body;
  const until = screenedUntil(record);
  return {
    identity,
    kind: identityKind,
    roles,
    ...(organisation === undefined ? {} : { organisation }),
    ...(until === undefined ? {} : { screenedUntil: until }),
  };
}
