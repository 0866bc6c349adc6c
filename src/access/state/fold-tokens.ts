// Tokens: whoever shows the secret acts as the identity, within bounds and for a time.
import type { AccessState, TokenRecord } from './access-state.ts';
import type { TokenStatement } from './access-statement.ts';
import { mayApprove } from './fold-grants.ts';
import { liveIdentity } from './signers.ts';

/** @returns the tokens after it, or why it does not count */
export function withToken(
  state: AccessState,
  { body, statement, index, at, by, expiresAt = body.expiresAt }: TokenStatement,
): AccessState['tokens'] | string {
  const may = by.some(({ identity }) => identity === body.identity || mayApprove(state, identity));
  if (!may) return 'tokens are issued and revoked by the identity itself, an owner or a security engineer';
  const before = state.tokens.get(body.token);
  if (body.action === 'revoke') {
    if (before === undefined || before.body.identity !== body.identity)
      return 'there is no such token of that identity';
    return new Map([...state.tokens, [body.token, { ...before, revokedAt: before.revokedAt ?? at }]]);
  }
  if (before !== undefined) return 'the secret was used before';
  if (liveIdentity(state, body.identity) === undefined) return 'there is no such identity';
  const names = by.map(({ identity }) => identity);
  return new Map([...state.tokens, [body.token, { body, statement, index, at, expiresAt, by: names }]]);
}

/** Why a token does not count; undefined when it does. For the audit, never for whoever shows the token. */
export function tokenObjection(state: AccessState, token: TokenRecord | undefined, at: string): string | undefined {
  if (token === undefined) return 'unknown';
  if (token.revokedAt !== undefined) return 'revoked';
  if (at >= token.expiresAt) return 'expired';
  return liveIdentity(state, token.body.identity) === undefined ? 'of an identity that has ended' : undefined;
}
