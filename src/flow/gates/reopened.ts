// A decision whose ground is gone, and what took it away.
import type { Sha256 } from '#core/digest';
import type { Cause } from '#gates/cause';

export interface ReopenedCause {
  readonly cause: Cause | 'decision-revoked' | 'decision-unreadable' | 'waiver-ended' | 'reference-moved';
  /** Id of the requirement; absent where the decision as a whole is meant. */
  readonly rule?: string;
  readonly because: string;
  /** Entry of the log that brought it about; absent where time did. */
  readonly logEntry?: number;
  readonly remedy?: string;
}

export interface ReopenedDecision {
  readonly decision: Sha256;
  readonly logIndex: number;
  readonly gate: string;
  readonly asset: Sha256;
  readonly label: string;
  readonly decidedAt: string;
  readonly was: 'allow' | 'exception';
  /** What the same gate says now; `allow` where only the name leads to other bytes by now. */
  readonly now: 'allow' | 'deny' | 'exception';
  readonly causes: readonly ReopenedCause[];
  /** Zones that the asset lies in because of it. */
  readonly placements: readonly { readonly zone: string; readonly statement: Sha256; readonly logIndex: number }[];
}

export interface Reopened {
  readonly schema: 'assay.reopened/1';
  readonly at: string;
  readonly logSize: number;
  /** Decisions that were looked at. */
  readonly decisions: number;
  readonly reopened: readonly ReopenedDecision[];
}
