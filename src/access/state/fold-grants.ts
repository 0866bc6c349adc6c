// Grants: for whom, for what, by whom and until when; and whether one covers a request.
import * as limits from '#core/limits';
import type { AccessGrant } from '#predicates/access-grant';
import { type Action, actionNames } from '../actions.ts';
import type { AccessState, GrantRecord } from './access-state.ts';
import type { GrantStatement, SignedBy } from './access-statement.ts';
import { liveIdentity, personOf, rolesOf } from './signers.ts';

/** What may be given for a time. Rights over rights, rules and keys are a matter of roles. */
export const grantable: ReadonlySet<string> = new Set<Action>(
  actionNames.filter((name) => !['grant', 'change-policy', 'administer', 'waive'].includes(name)),
);

/** @returns the grants after it, or why it does not count */
export function withGrant(state: AccessState, given: GrantStatement): readonly GrantRecord[] | string {
  const { body, by } = given;
  if (body.action === 'withdraw') return withdrawn(state, given);
  const objection = objectionToGrant(state, body, given.at, by);
  if (objection !== undefined) return objection;
  const { statement, index, at, expiresAt = body.expiresAt } = given;
  return [...state.grants, { body, statement, index, at, expiresAt, permits: body.permits }];
}

/** Why such a grant would not count, were it the next statement. */
export function objectionToGrant(
  state: AccessState,
  body: AccessGrant,
  at: string,
  by: readonly SignedBy[],
): string | undefined {
  const { identity, identityKind, approver, requester, permits, expiresAt } = body;
  if (identityKind === 'group') return 'rights are given to people and services, not to groups';
  const odd = permits.find((name) => !grantable.has(name));
  if (odd !== undefined) return `${odd} is nothing that a grant can give`;
  if (liveIdentity(state, identity)?.body.identityKind !== identityKind)
    return `there is no ${identityKind} of that name`;
  if (!by.some((one) => one.identity === approver)) return 'the approver did not sign it';
  if (!mayApprove(state, approver))
    return 'the approver may not give rights: that takes an owner or a security engineer';
  const person = personOf(state, approver);
  if (person === personOf(state, identity))
    return 'nobody approves a grant for themselves, not with another account either';
  if (requester !== undefined && person === personOf(state, requester))
    return 'whoever asks for a grant does not approve it';
  if (expiresAt <= at) return 'it ends before it begins';
  const mostHours = body.exception === undefined ? limits.grantDays.value * 24 : limits.exceptionHours.value;
  const isLong = Date.parse(expiresAt) - Date.parse(at) > mostHours * hourMs;
  return isLong ? `it lasts longer than ${mostHours} hours` : undefined;
}

/** What is asked of a grant. */
export interface Wanted {
  readonly identity: string;
  readonly action: string;
  readonly asset?: string;
  readonly zone?: string;
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string;
}

/** From its statement on, until the millisecond before its end. A grant for a zone covers what lies there. */
export function isCovering(state: AccessState, { body, at, expiresAt, permits }: GrantRecord, wanted: Wanted): boolean {
  if (body.identity !== wanted.identity || !permits.includes(wanted.action)) return false;
  if (wanted.at < at || wanted.at >= expiresAt) return false;
  if (liveIdentity(state, body.identity) === undefined) return false;
  return body.asset === undefined ? body.zone === wanted.zone : body.asset === wanted.asset;
}

/** The grants that cover a request: those without an exception first, and of these the one that ends last. */
export function coveringGrants(state: AccessState, wanted: Wanted): readonly GrantRecord[] {
  return state.grants
    .filter((grant) => isCovering(state, grant, wanted))
    .toSorted(
      (a, b) =>
        Number(a.body.exception !== undefined) - Number(b.body.exception !== undefined) ||
        (a.expiresAt < b.expiresAt ? 1 : -1),
    );
}

export function mayApprove(state: AccessState, identity: string): boolean {
  return rolesOf(state, identity).some((role) => role === 'owner' || role === 'security-engineer');
}

function withdrawn(state: AccessState, { body, at, by }: GrantStatement): readonly GrantRecord[] | string {
  const [who] = by.filter(({ identity }) => identity === body.identity || mayApprove(state, identity));
  if (who === undefined) return 'only whoever holds a grant, an owner or a security engineer withdraws it';
  return state.grants.map((grant) => {
    const { identity, zone, asset } = grant.body;
    if (identity !== body.identity || zone !== body.zone || asset !== body.asset) return grant;
    const permits = grant.permits.filter((name) => !body.permits.includes(name));
    return permits.length === grant.permits.length ? grant : { ...grant, permits, withdrawn: { at, by: who.identity } };
  });
}

const hourMs = 3_600_000;
