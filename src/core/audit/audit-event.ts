// One entry of the log as the audit tells it. Every entry gives exactly one event, readable or not, so a missing one is seen by its number.
import type { Sha256 } from '../digest.ts';
import type { Severity } from '../finding.ts';

/**
 * `verified`, `foreign`, `refused`, `repeated`, `revoked` as in the index. `unreadable`: the log has the entry, and its bytes are gone or
 * damaged; `shredded`: their key was destroyed on purpose. The entry and its place stay provable in both cases.
 */
export const auditStandings = [
  'verified',
  'foreign',
  'refused',
  'repeated',
  'revoked',
  'unreadable',
  'shredded',
] as const;
export type AuditStanding = (typeof auditStandings)[number];

export interface AuditSigner {
  readonly key: Sha256;
  /** The identity that the log binds the key to. */
  readonly holder?: string;
}

export interface AuditEvent {
  /** Position in the log, from 0. */
  readonly logIndex: number;
  /** SHA-256 of the envelope. With `at` it makes the leaf of the log. */
  readonly statement: Sha256;
  /** When it was logged, RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** Kind of the statement; `unknown` where it cannot be told. */
  readonly kind: string;
  readonly standing: AuditStanding;
  /** Why it does not stand. */
  readonly reason?: string;
  readonly signedBy: readonly AuditSigner[];
  /** Who did it: as the access decision names them, otherwise whose key signed. */
  readonly actor: string;
  readonly via: 'key' | 'token' | 'none';
  /** What was done, for example `read`, `grant` or `attest`. */
  readonly action: string;
  readonly decision?: 'allow' | 'deny' | 'exception';
  readonly asset?: Sha256;
  readonly zone?: string;
  /** What else it was done to: an identity, a rule, a gate, a key. */
  readonly target?: string;
  readonly bytes?: number;
  /** Of an anomaly: how much it weighs. */
  readonly severity?: Severity;
  /** Policies that decided. */
  readonly because?: readonly string[];
  readonly purpose?: string;
  readonly note?: string;
  /** Blob with what only those may read who may read the audit. */
  readonly details?: Sha256;
  /** Names of the members that were taken out, because who asked may not read the audit. */
  readonly redacted?: readonly string[];
}
