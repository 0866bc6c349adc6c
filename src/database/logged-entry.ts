// One entry of the log, looked at: what the index is made of.
import type { Leaf } from '#attest/leaf';
import type { Verified } from '#attest/verified';
import type { Manifest } from '#core/manifest';

export interface LoggedEntry extends Leaf {
  /** In the log, beginning with 0. */
  readonly index: number;
  /**
   * Judged by the trust that the entries before this one give, and not by what is known later: the index turns the standing of
   * statements itself when a revocation reaches back, so that it makes no difference when it is built.
   */
  readonly verified?: Verified;
  /** Why there is no verified statement, for people. */
  readonly refusal?: string;
  /** Of an `asset-manifest`, when the store has it. */
  readonly manifest?: Manifest;
}
