// A statement that counts. Only `verifyAttestation` makes one, so whoever asks for it cannot be handed anything less.
import type { Sha256 } from '#core/digest';
import type { Predicate } from '#predicates/predicate';
import type { Statement } from './statement.ts';

declare const verified: unique symbol;

export interface Verified<Body = unknown> extends Statement<Body> {
  /** Evidence id: SHA-256 of the envelope. */
  readonly evidence: Sha256;
  /** Position in the log, from 0. */
  readonly index: number;
  /** When it was recorded, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** Keys that signed it, were trusted for it when it was recorded, and are not revoked from before; each once, sorted. */
  readonly signedBy: readonly Sha256[];
  /** When it stops to say anything: its time to live, or an earlier end that its body names; absent: time takes nothing. */
  readonly expiresAt?: string;
  /** Its kind; `foreign` where no kind of that type is known here, and then nothing is known about the body. */
  readonly kind: string;
  readonly [verified]: true;
}

export type Unbranded<Body> = Omit<Verified<Body>, typeof verified>;

/** Narrows by the type of the predicate; the body followed its schema when the statement was verified. */
export function isOfKind<Body>(statement: Verified, predicate: Predicate<Body>): statement is Verified<Body> {
  return statement.predicateType === predicate.type;
}

/** @param at - RFC 3339 in UTC with milliseconds */
export function isExpired({ expiresAt }: Verified, at: string): boolean {
  return expiresAt !== undefined && at >= expiresAt;
}
