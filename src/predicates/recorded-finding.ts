// A finding as it is recorded: what was seen, where and how bad it is. The full report is a blob beside the statement.
import { z } from 'zod';
import { type Severity, severities } from '#core/finding';
import { name, reason } from './fields.ts';

export interface RecordedFinding {
  /** Id of the check or rule. */
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  /** Path, member and offset, for people. */
  readonly where?: string;
}

export const recordedFinding: z.ZodType<RecordedFinding> = z.strictObject({
  check: name,
  severity: z.enum(severities),
  message: reason,
  where: name.exactOptional(),
});
