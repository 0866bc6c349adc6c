// Who is who, who was given what, which tokens there are and which rules hold: a fold over the statements about access.
import type { AccessStatement } from './access-statement.ts';
import { type GrantRecord, withGrant } from './fold-grants.ts';
import { type IdentityRecord, withIdentity } from './fold-identities.ts';
import { emptyPolicies, type PolicyState, withPolicyChange } from './fold-policies.ts';
import { type TokenRecord, withToken } from './fold-tokens.ts';

/** A statement that is in the log and does not count. */
export interface RefusedStatement {
  readonly statement: AccessStatement;
  readonly reason: string;
}

export interface AccessState {
  /** By name; those that have ended are among them. */
  readonly identities: ReadonlyMap<string, IdentityRecord>;
  /** In the order of the log. */
  readonly grants: readonly GrantRecord[];
  /** By the digest of the secret. */
  readonly tokens: ReadonlyMap<string, TokenRecord>;
  readonly policies: PolicyState;
  readonly refused: readonly RefusedStatement[];
}

export const emptyState: AccessState = {
  identities: new Map(),
  grants: [],
  tokens: new Map(),
  policies: emptyPolicies,
  refused: [],
};

/** @param statements - verified, in the order of the log */
export function foldAccess(statements: Iterable<AccessStatement>): AccessState {
  let state = emptyState;
  for (const statement of statements) state = withStatement(state, statement);
  return state;
}

/** What is said by somebody who may not say it changes nothing, and is kept with the reason. */
export function withStatement(state: AccessState, statement: AccessStatement): AccessState {
  const next = foldOne(state, statement);
  return typeof next === 'string' ? { ...state, refused: [...state.refused, { statement, reason: next }] } : next;
}

function foldOne(state: AccessState, statement: AccessStatement): AccessState | string {
  switch (statement.kind) {
    case 'identity': {
      const identities = withIdentity(state, statement);
      return typeof identities === 'string' ? identities : { ...state, identities };
    }
    case 'access-grant': {
      const grants = withGrant(state, statement);
      return typeof grants === 'string' ? grants : { ...state, grants };
    }
    case 'access-token': {
      const tokens = withToken(state, statement);
      return typeof tokens === 'string' ? tokens : { ...state, tokens };
    }
    case 'policy-change': {
      const policies = withPolicyChange(state, statement);
      return typeof policies === 'string' ? policies : { ...state, policies };
    }
  }
}
