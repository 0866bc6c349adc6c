// Identities: what was said last about each by somebody who may say it.
import type { Identity } from '#predicates/identity';
import type { AccessState, IdentityRecord } from './access-state.ts';
import type { IdentityStatement, SignedBy } from './access-statement.ts';
import { personOf, rolesOf } from './signers.ts';

/** @returns the identities after it, or why it does not count */
export function withIdentity(
  state: AccessState,
  { body, statement, index, at, by }: IdentityStatement,
): AccessState['identities'] | string {
  const objection = objectionTo(state, body, by);
  if (objection !== undefined) return objection;
  const before = state.identities.get(body.identity);
  const record: IdentityRecord = {
    body,
    ended: body.action === 'end',
    statement,
    index,
    at,
    since: before === undefined || before.ended ? at : before.since,
    by: by.map(({ identity }) => identity),
  };
  return new Map([...state.identities, [body.identity, record]]);
}

/** Why such a statement would not count, were it the next one. */
export function objectionTo(state: AccessState, body: Identity, by: readonly SignedBy[]): string | undefined {
  if (body.action === 'end' && !state.identities.has(body.identity)) return 'there is no such identity';
  if (by.some(({ isRoot }) => isRoot)) return undefined;
  const allowed = by.filter(({ identity }) => mayDescribe(rolesOf(state, identity)));
  if (allowed.length === 0) return 'only an owner or a security engineer says who is who';
  const described = personOf(state, body.identity);
  const others = allowed.filter(({ identity }) => personOf(state, identity) !== described);
  if (others.length === 0) return 'nobody describes themselves: another person has to say it';
  const isOwner = others.some(({ identity }) => rolesOf(state, identity).includes('owner'));
  const before = rolesOf(state, body.identity);
  const isElevated = mayDescribe([...before, ...body.roles]);
  return isElevated && !isOwner ? 'only an owner says who is an owner or a security engineer' : undefined;
}

function mayDescribe(roles: readonly string[]): boolean {
  return roles.includes('owner') || roles.includes('security-engineer');
}
