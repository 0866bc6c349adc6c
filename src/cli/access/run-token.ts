// What `assay access token ...` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { issueToken } from '#flow/access/issue-token';
import type { Action } from '#flow/access/known-actions';
import { listTokens, revokeToken } from '#flow/access/revoke-token';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface TokenFlags extends SigningFlags {
  readonly label: string;
  readonly actions: readonly Action[];
  readonly zones: readonly string[];
  readonly until: string;
  readonly why: string;
}

export interface TokenRevokeFlags extends SigningFlags {
  readonly why: string;
}

/** @throws {AssayError} what the flow throws */
export async function runTokenIssue(this: AssayContext, flags: TokenFlags, identity: string): Promise<void> {
  const { label, actions, zones, until, why } = flags;
  const wish = { identity, label, actions: [...new Set(actions)], zones: [...new Set(zones)], until, why };
  const issued = await withWorkspace(this, flags, (workspace) => issueToken(workspace, wish));
  const lines = [
    issued.secret,
    `  acts as  ${issued.identity}, for ${issued.actions.join(', ')} in ${issued.zones.join(', ')}, until ${issued.expiresAt}`,
    `  digest   ${issued.token}`,
    'The secret is shown this once; set ASSAY_TOKEN to it.',
  ];
  answer(this, flags.json, issued, lines.map(escapeInvisible));
}

/** @throws {AssayError} what the flow throws */
export async function runTokenRevoke(this: AssayContext, flags: TokenRevokeFlags, word: string): Promise<void> {
  const revoked = await withWorkspace(this, flags, (workspace) => revokeToken(workspace, word, flags.why));
  const line = `revoked  ${revoked.label} of ${revoked.identity}, entry ${revoked.logIndex}`;
  answer(this, flags.json, revoked, [escapeInvisible(line)]);
}

/** @throws {AssayError} what the flow throws */
export async function runTokenList(this: AssayContext, flags: SigningFlags): Promise<void> {
  const list = await withWorkspace(this, flags, listTokens);
  const lines = list.tokens.flatMap(({ label, identity, actions, zones, expiresAt, state, token }) => [
    `${label}  ${identity}, ${state}`,
    `  ${actions.join(', ')} in ${zones.join(', ') || 'no zone'}, until ${expiresAt}, ${token.slice(0, 12)}`,
  ]);
  answer(this, flags.json, list, lines.length === 0 ? ['There are no tokens.'] : lines.map(escapeInvisible));
}
