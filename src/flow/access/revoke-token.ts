// `assay access token revoke` and `list`.
import type { TokenRecord } from '#access/state/access-state';
import { tokenObjection } from '#access/state/fold-tokens';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import { predicate as accessToken } from '#predicates/access-token';
import type { Workspace } from '../workspace/workspace.ts';
import { accessTime } from './access-time.ts';
import { recordOne } from './assert-says.ts';
import { demandAccess } from './decide-access.ts';
import { demandTokens } from './issue-token.ts';
import { readAccessState } from './read-access-state.ts';
import { wholeWorkspace } from './resource-of.ts';

export interface TokenRevoked {
  readonly schema: 'assay.access-token-revoke/1';
  readonly token: Sha256;
  readonly identity: string;
  readonly label: string;
  readonly statement: Sha256;
  readonly logIndex: number;
}

/** @param word - its label, or how its digest begins, 8 digits or more @throws {AssayError} ACCESS_IDENTITY, ACCESS_DENIED */
export async function revokeToken(workspace: Workspace, word: string, why: string): Promise<TokenRevoked> {
  const { state } = await readAccessState(workspace);
  const { body, revokedAt } = findToken([...state.tokens.values()], word);
  if (revokedAt !== undefined) throw new AssayError('ACCESS_IDENTITY', `the token ${quote(word)} is revoked already`);
  await demandTokens(workspace, body.identity);
  const { evidence, index } = await recordOne(workspace, accessToken, { ...body, action: 'revoke', why });
  const { token, identity, label } = body;
  return { schema: 'assay.access-token-revoke/1', token, identity, label, statement: evidence, logIndex: index };
}

export interface TokenList {
  readonly schema: 'assay.access-tokens/1';
  /** In the order in which they were issued. */
  readonly tokens: readonly {
    readonly token: Sha256;
    readonly identity: string;
    readonly label: string;
    readonly actions: readonly string[];
    readonly zones: readonly string[];
    readonly issuedAt: string;
    readonly issuedBy: readonly string[];
    readonly expiresAt: string;
    /** `counts`, or why it does not. */
    readonly state: string;
  }[];
}

/** @throws {AssayError} ACCESS_DENIED */
export async function listTokens(workspace: Workspace): Promise<TokenList> {
  await demandAccess(workspace, { action: 'read-audit', resource: { zone: wholeWorkspace } });
  const at = await accessTime(workspace);
  const { state } = await readAccessState(workspace);
  const tokens = [...state.tokens.values()].map((record) => {
    const { identity, token, label, actions, zones } = record.body;
    const facts = { token, identity, label, actions, zones, issuedAt: record.at, issuedBy: record.by };
    return { ...facts, expiresAt: record.expiresAt, state: tokenObjection(state, record, at) ?? 'counts' };
  });
  return { schema: 'assay.access-tokens/1', tokens };
}

function findToken(tokens: readonly TokenRecord[], word: string): TokenRecord {
  const isDigest = /^[0-9a-f]{8,64}$/.test(word);
  const live = tokens.filter(({ body, revokedAt }) => body.label === word && revokedAt === undefined);
  const [found, other] = live.length > 0 ? live : tokens.filter(({ body }) => isDigest && body.token.startsWith(word));
  if (found !== undefined && other === undefined) return found;
  const reason = found === undefined ? 'there is no token' : 'more than one token is called';
  throw new AssayError('ACCESS_IDENTITY', `${reason} ${quote(word)}`, { value: word });
}
