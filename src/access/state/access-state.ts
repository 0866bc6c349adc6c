// Who is who, who was given what, which tokens there are and which rules hold, as the statements about access say; see fold-access.ts.
import type { Sha256 } from '#core/digest';
import type { AccessGrant } from '#predicates/access-grant';
import type { AccessToken } from '#predicates/access-token';
import type { Identity } from '#predicates/identity';
import type { PolicyChange } from '#predicates/policy-change';
import type { AccessStatement } from './access-statement.ts';

export interface IdentityRecord {
  readonly body: Identity;
  readonly ended: boolean;
  /** Evidence id of the statement. */
  readonly statement: Sha256;
  readonly index: number;
  /** When it was said. */
  readonly at: string;
  /** When it was heard of first. */
  readonly since: string;
  readonly by: readonly string[];
}

export interface GrantRecord {
  readonly body: AccessGrant;
  /** Evidence id of the statement. */
  readonly statement: Sha256;
  readonly index: number;
  readonly at: string;
  /** The earliest of its end, the end of the screening it rests on and the time that grants hold. */
  readonly expiresAt: string;
  /** What it permits still; fewer after parts of it were withdrawn. */
  readonly permits: readonly string[];
  readonly withdrawn?: { readonly at: string; readonly by: string };
}

export interface TokenRecord {
  readonly body: AccessToken;
  readonly statement: Sha256;
  readonly index: number;
  readonly at: string;
  readonly expiresAt: string;
  readonly by: readonly string[];
  readonly revokedAt?: string;
}

/** Somebody's half of a change. */
export interface Half {
  readonly statement: Sha256;
  readonly index: number;
  readonly at: string;
  readonly key: Sha256;
  readonly identity: string;
  readonly why: string;
}

export interface PolicyProposal {
  readonly change: Pick<PolicyChange, 'area' | 'name' | 'document' | 'previous'>;
  readonly halves: readonly Half[];
}

export interface PolicyInForce {
  /** Blob; absent: the rule that comes with Assay. */
  readonly document?: Sha256;
  /** Since this entry of the log. */
  readonly index: number;
  readonly at: string;
  readonly halves: readonly Half[];
}

export interface PolicyState {
  /** By `area/name`; a rule that was never changed is absent. */
  readonly inForce: ReadonlyMap<string, PolicyInForce>;
  /** What one person has said and no second one yet. A change of what does not hold any more is dropped. */
  readonly proposals: readonly PolicyProposal[];
}

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
  policies: { inForce: new Map(), proposals: [] },
  refused: [],
};
