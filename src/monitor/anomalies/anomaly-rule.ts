// What a rule over the audit is: a pure question to the history of a log. One rule per file.

import type { Sha256 } from '#core/digest';
import type { Severity } from '#core/finding';
import type { AuditHistory } from '../history/audit-history.ts';

export interface Anomaly {
  readonly severity: Severity;
  /** Entries of the log that together are odd, rising; empty only where what is odd is that there are none. */
  readonly entries: readonly number[];
  /** RFC 3339 in UTC. */
  readonly at: string;
  readonly actor?: string;
  readonly asset?: Sha256;
  /** What is odd, against what it was held, and what would explain it. */
  readonly explanation: string;
}

export interface Judged {
  readonly anomalies: readonly Anomaly[];
  /** What the rule could not say anything about, and why. */
  readonly unjudged: readonly string[];
}

export interface AnomalyRule {
  /** Kebab-case, stable: it appears in statements. */
  readonly id: string;
  readonly question: string;
  /** For somebody who never met it: what may be behind it. */
  readonly why: string;
  /** Honest reasons for it, and what to do. */
  readonly remedy: string;
  /** The worst it says. */
  readonly severity: Severity;
  judge(history: AuditHistory): Judged;
}
