// `assay access token issue`: a secret that acts as an identity, within bounds and for a time. The log has its digest, and nobody but whoever
// reads the answer has the secret.
import { randomBytes } from 'node:crypto';
import type { Action } from '#access/actions';
import { mayApprove } from '#access/state/fold-grants';
import { liveIdentity } from '#access/state/signers';
import { type Sha256, sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { type AccessToken, predicate as accessToken } from '#predicates/access-token';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { assertSays, recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface TokenWish {
  readonly identity: string;
  readonly label: string;
  readonly actions: readonly Action[];
  /** Names of zones; `workspace` for what concerns the workspace as a whole. */
  readonly zones: readonly string[];
  /** RFC 3339 in UTC with milliseconds. */
  readonly until: string;
  readonly why: string;
}

export interface TokenIssued {
  readonly schema: 'assay.access-token/1';
  readonly identity: string;
  readonly label: string;
  readonly actions: readonly string[];
  readonly zones: readonly string[];
  readonly expiresAt: string;
  /** Shown this once. */
  readonly secret: string;
  /** Digest of the secret, by which it is revoked. */
  readonly token: Sha256;
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** A token never allows more than its identity may. @throws {AssayError} ACCESS_DENIED, ACCESS_IDENTITY, USAGE */
export async function issueToken(workspace: Workspace, wish: TokenWish): Promise<TokenIssued> {
  const { identity, label, actions, zones, until, why } = wish;
  const { state } = await readAccessState(workspace);
  if (liveIdentity(state, identity) === undefined)
    throw new AssayError('ACCESS_IDENTITY', `nothing was recorded: there is no identity ${quote(identity)}`);
  assertEnd(await accessTime(workspace), until);
  await demandTokens(workspace, identity);
  const secret = `assay_${randomBytes(secretBytes).toString('base64url')}`;
  const token = sha256(new TextEncoder().encode(secret));
  const body: AccessToken = { action: 'issue', identity, token, label, actions, zones, expiresAt: until, why };
  const { evidence, index } = await recordOne(workspace, accessToken, body);
  return {
    schema: 'assay.access-token/1',
    identity,
    label,
    actions,
    zones,
    expiresAt: until,
    secret,
    token,
    statement: evidence,
    logIndex: index,
  };
}

/** Of one's own, or with the right to give rights. @throws {AssayError} ACCESS_DENIED, ACCESS_IDENTITY */
export async function demandTokens(workspace: Workspace, identity: string): Promise<void> {
  const read = await readAccessState(workspace);
  const own = read.signerOf((await workspace.signer()).keyId)?.identity === identity;
  if (!own) await demandAccess(workspace, { action: 'grant', resource: { zone: wholeWorkspace } });
  await assertSays(workspace, 'ACCESS_IDENTITY', ({ state }, by) =>
    by.some((one) => one.identity === identity || mayApprove(state, one.identity))
      ? undefined
      : 'tokens are issued and revoked by the identity itself, an owner or a security engineer',
  );
}

function assertEnd(now: string, until: string): void {
  const days = (Date.parse(until) - Date.parse(now)) / dayMs;
  if (days > 0 && days <= limits.tokenDays.value) return;
  throw new AssayError('USAGE', `A token ends within ${limits.tokenDays.value} days, and not in the past.`, {
    limit: 'tokenDays',
  });
}

/** 256 bits. */
const secretBytes = 32;
const dayMs = 86_400_000;
