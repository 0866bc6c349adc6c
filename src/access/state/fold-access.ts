// The fold over the statements about access.
import { type AccessState, emptyState } from './access-state.ts';
import type { AccessStatement } from './access-statement.ts';
import { withGrant } from './fold-grants.ts';
import { withIdentity } from './fold-identities.ts';
import { withPolicyChange } from './fold-policies.ts';
import { withToken } from './fold-tokens.ts';

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
