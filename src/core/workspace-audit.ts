// What came of verifying everything: the log, the store, the statements, the index, every asset.
import type { AssetVerification } from './asset-verification.ts';
import type { Sha256 } from './digest.ts';
import type { VerificationOutcome } from './model-verification.ts';

/** Something that is not as it was recorded, or that nobody could look at. */
export interface AuditFinding {
  /** Where: a file of the log, a blob, an entry, a key. */
  readonly place: string;
  readonly outcome: Exclude<VerificationOutcome, 'pass'>;
  readonly code: string;
  readonly message: string;
}

export interface AuditPart {
  readonly name: 'log' | 'statements' | 'store' | 'index' | 'keys' | 'audits';
  /** How many of what were looked at, for people. */
  readonly looked: string;
  readonly findings: readonly AuditFinding[];
}

export interface WorkspaceAudit {
  readonly schema: 'assay.audit/1';
  readonly workspace: string;
  readonly at: string;
  readonly outcome: VerificationOutcome;
  readonly parts: readonly AuditPart[];
  readonly assets: readonly AssetVerification[];
  /** Statements of the log that do not count, which may be as it should be: a lost race, a revoked key. */
  readonly refused: readonly { readonly logIndex: number; readonly standing: string; readonly reason: string }[];
  readonly dueBy: string;
  readonly recorded?: Sha256;
}
