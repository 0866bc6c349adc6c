// A finding is data: what was seen, where, why it matters, what to do. It is never an exception.
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';

/**
 * How much a failed check weighs. `critical` and `high` make a file malicious, `medium` makes it suspicious,
 * `low` and `info` are printed and change nothing.
 */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof severities)[number];

export interface Finding {
  /** Id of the check that made it, named by the defect it looks for. */
  readonly check: string;
  readonly outcome: Outcome;
  readonly severity: Severity;
  /** One sentence: what was seen. Text from the file is quoted and bounded. */
  readonly message: string;
  readonly where: Place;
  /** One sentence: what to do about it. */
  readonly remedy: string;
  /** CVE, GHSA, CWE ids or URLs, most specific first. */
  readonly references: readonly string[];
  /** Ids of the requirements this finding is evidence for. */
  readonly controls: readonly string[];
}
