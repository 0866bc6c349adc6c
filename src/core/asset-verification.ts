// What came of verifying an asset: the statement about it, its bytes in the store, and every copy that was recorded.
import type { ComparedEntry, TreeState } from './compare-tree.ts';
import type { Sha256 } from './digest.ts';
import type { Reading, VerificationOutcome } from './model-verification.ts';

/** Where something is recorded: which version, when, by whom. */
export interface RecordedChange {
  /** `reviews@7`, or how the asset id begins. */
  readonly version: string;
  readonly statement: Sha256;
  readonly at: string;
  readonly signedBy: readonly Sha256[];
}

export interface CopyEntry extends ComparedEntry {
  /** The recorded change after which this is what stands here; absent: nobody has recorded one. */
  readonly explainedBy?: RecordedChange;
}

export interface VerifiedCopy {
  readonly place: string;
  readonly device?: string;
  /**
   * `superseded`: there lies, as a whole, the version that the name points to now. `absent`: nothing is there. `elsewhere`: on another
   * machine, or a service, so it was not looked at.
   */
  readonly state: 'match' | 'superseded' | 'differs' | 'unreadable' | 'absent' | 'elsewhere';
  /** Of the whole copy, also when a part of it was asked for. */
  readonly summary?: Readonly<Record<TreeState, number>>;
  /** All that does not match. */
  readonly entries: readonly CopyEntry[];
  readonly reading?: Reading;
  /** The version that lies there as a whole, when it is another recorded one. */
  readonly isVersion?: RecordedChange;
  readonly notes: readonly string[];
}

export interface StoredProblem {
  readonly path: string;
  readonly sha256: Sha256;
  readonly code: string;
  readonly message: string;
}

export interface AssetVerification {
  readonly schema: 'assay.verify-asset/1';
  readonly asset: string;
  readonly id: Sha256;
  readonly outcome: VerificationOutcome;
  /** File or folder of it that alone was asked for: outcome, problems, and state and entries of the copies speak of nothing else. */
  readonly below?: string;
  /** What the asset is compared with: the last known good. */
  readonly lastGood?: RecordedChange;
  /** Why there is nothing to compare with. */
  readonly problem?: { readonly code: string; readonly message: string };
  readonly store: {
    /** `read`: every byte was read and hashed. `present`: the store has it, its bytes were not read. */
    readonly depth: 'read' | 'present';
    readonly blobs: number;
    readonly problems: readonly StoredProblem[];
  };
  readonly copies: readonly VerifiedCopy[];
  /** The statement that records this, when it was asked for. */
  readonly recorded?: Sha256;
}
