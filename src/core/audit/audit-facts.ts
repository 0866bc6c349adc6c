// What a statement says that bears on who may do what: what rules over the audit compare events with.
import type { Sha256 } from '../digest.ts';

/** Local hours of somebody's work, as their identity states them. */
export interface StatedHours {
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
  readonly days: readonly number[];
}

export interface IdentityFact {
  readonly is: 'identity';
  readonly action: 'set' | 'end';
  readonly identity: string;
  readonly identityKind: 'person' | 'service';
  readonly roles: readonly string[];
  readonly person?: string;
  readonly workingHours?: StatedHours;
}

export interface GrantFact {
  readonly is: 'grant';
  readonly action: 'grant' | 'withdraw';
  readonly identity: string;
  readonly approver: string;
  readonly permits: readonly string[];
  readonly zone?: string;
  readonly asset?: Sha256;
  readonly expiresAt: string;
  /** Given although a rule speaks against it: break-glass. */
  readonly isException: boolean;
}

export interface TokenFact {
  readonly is: 'token';
  readonly action: 'issue' | 'revoke';
  readonly identity: string;
  readonly token: Sha256;
  readonly expiresAt: string;
}

/** Somebody agreed to something that others have to agree to as well, or that a rule speaks against. */
export interface ApprovalFact {
  readonly is: 'approval';
  /** The same for everybody who agrees to the same thing. */
  readonly to: string;
  /** As the body names them; the actor of the event is who signed. */
  readonly approver: string;
}

export interface CheckFact {
  readonly is: 'check';
  readonly scope: string;
  readonly outcome: string;
  readonly finishedAt: string;
  readonly dueBy?: string;
  readonly missed?: string;
}

export interface KeyFact {
  readonly is: 'key';
  readonly action: 'trust' | 'rotate' | 'revoke';
  readonly keys: readonly Sha256[];
  readonly holder?: string;
}

export interface DestroyedFact {
  readonly is: 'destroyed';
  readonly blobs: readonly Sha256[];
  readonly asset?: Sha256;
}

export type AuditFact = IdentityFact | GrantFact | TokenFact | ApprovalFact | CheckFact | KeyFact | DestroyedFact;
