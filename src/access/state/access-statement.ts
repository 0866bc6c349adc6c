// A statement about access, with whoever signed it: what the folds go over, in the order of the log.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { type AccessGrant, predicate as accessGrant } from '#predicates/access-grant';
import { type AccessToken, predicate as accessToken } from '#predicates/access-token';
import { type Identity, predicate as identity } from '#predicates/identity';
import { type PolicyChange, predicate as policyChange } from '#predicates/policy-change';

/** A key that signed, and whose it is. */
export interface SignedBy {
  readonly key: Sha256;
  readonly identity: string;
  /** The root key, or what replaced it: it is trusted from outside of the log. */
  readonly isRoot: boolean;
}

interface Signed<Kind extends string, Body> {
  readonly kind: Kind;
  readonly body: Body;
  /** Evidence id. */
  readonly statement: Sha256;
  readonly index: number;
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** When it ends to say anything: its own end, or the time that its kind holds. */
  readonly expiresAt?: string;
  readonly by: readonly SignedBy[];
}

export type IdentityStatement = Signed<'identity', Identity>;
export type GrantStatement = Signed<'access-grant', AccessGrant>;
export type TokenStatement = Signed<'access-token', AccessToken>;
export type PolicyStatement = Signed<'policy-change', PolicyChange>;
export type AccessStatement = IdentityStatement | GrantStatement | TokenStatement | PolicyStatement;

export const accessKinds = ['identity', 'access-grant', 'access-token', 'policy-change'] as const;

/** @param signerOf - whose key it is; undefined where the log does not say */
export function accessStatementOf(
  statement: Verified,
  signerOf: (key: Sha256) => SignedBy | undefined,
): AccessStatement | undefined {
  const { evidence, index, at, expiresAt, signedBy } = statement;
  const by = signedBy.flatMap((key) => signerOf(key) ?? []);
  const rest = { statement: evidence, index, at, by, ...(expiresAt === undefined ? {} : { expiresAt }) };
  if (isOfKind(statement, identity)) return { kind: 'identity', body: statement.body, ...rest };
  if (isOfKind(statement, accessGrant)) return { kind: 'access-grant', body: statement.body, ...rest };
  if (isOfKind(statement, accessToken)) return { kind: 'access-token', body: statement.body, ...rest };
  if (isOfKind(statement, policyChange)) return { kind: 'policy-change', body: statement.body, ...rest };
  return undefined;
}
