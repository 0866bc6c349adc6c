// A question to the access decision, and its answer.
import type { Action } from './actions.ts';

export interface Actor {
  readonly identity: string;
  readonly kind: 'person' | 'service';
  readonly roles: readonly string[];
  readonly organisation?: string;
  /** RFC 3339; absent: nobody has screened them. */
  readonly screenedUntil?: string;
}

export interface AssetResource {
  readonly type: 'asset';
  /** Asset id. */
  readonly id: string;
  readonly kind: string;
  /** 0 (public) to 3 (restricted). */
  readonly sensitivity: number;
  readonly zone: string;
  /** Identities that recorded it. */
  readonly makers: readonly string[];
  readonly owner?: string;
}

export interface ZoneResource {
  readonly type: 'zone';
  readonly id: string;
}

/** A rule of the workspace, for example `detectors/patch`. */
export interface PolicyResource {
  readonly type: 'policy';
  readonly id: string;
  readonly area: string;
}

export type Resource = AssetResource | ZoneResource | PolicyResource;

export interface GrantInForce {
  readonly purpose: string;
  readonly approver: string;
  readonly expiresAt: string;
  /** It was given although a rule speaks against it, for a short time, and somebody has to look at what was done with it. */
  readonly exception?: boolean;
}

export interface AccessRequest {
  readonly actor: Actor;
  readonly action: Action;
  readonly resource: Resource;
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  readonly via: 'key' | 'token' | 'none';
  readonly purpose?: string;
  /** The grant that covers actor, action and resource at that time. */
  readonly grant?: GrantInForce;
  /** Identities of other people who have agreed to this very thing; two accounts of one person are one. */
  readonly approvers: readonly string[];
  /** Of a machine: its attestation was verified. */
  readonly attested?: boolean;
}

export interface AccessDecision {
  readonly decision: 'allow' | 'deny';
  /** Ids of the policies that decided. Empty: nothing permits it. */
  readonly because: readonly string[];
  /** What the policies say in words; never empty. */
  readonly sentences: readonly string[];
  /** For a denial: what would have to be true, nearest first. */
  readonly wouldNeed: readonly string[];
  /** Errors of the engine; any of them is a denial. */
  readonly errors: readonly string[];
}

/** A policy by its id. The text is Cedar; `@reason("...")` is what people are told. */
export interface AccessPolicy {
  /** Kebab-case, one of a kind: it appears in decisions. */
  readonly id: string;
  readonly text: string;
}
