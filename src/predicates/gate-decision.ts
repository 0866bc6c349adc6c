// gate-decision: a gate let something through or not, and on what that rests.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface GateReason {
  readonly rule: string;
  readonly outcome: 'pass' | 'fail' | 'inconclusive' | 'not-applicable';
  readonly because: string;
  /** Evidence ids that the rule looked at. */
  readonly evidence: readonly Sha256[];
}

export interface GateDecision {
  readonly gate: string;
  /** `exception`: a rule says no, and somebody who may do so said yes all the same. */
  readonly decision: 'allow' | 'deny' | 'exception';
  /** Blob of the rules. */
  readonly policy: Sha256;
  readonly decidedAt: string;
  /** Entries of the log that were there when it was decided: with them it can be decided again. */
  readonly logSize: number;
  readonly reasons: readonly GateReason[];
  readonly fromZone?: string;
  readonly toZone?: string;
  /** Level of care that the trust in the supplier asked for. */
  readonly tier?: string;
  /** What the asset is to be used for. */
  readonly purpose?: string;
  /** Rules of the scanner that were those of the day: what other ones found was not taken. */
  readonly scanner?: string;
  readonly approvers: readonly string[];
  /** Of an exception: why, and how long. */
  readonly exception?: { readonly reason: string; readonly expiresAt: string };
}

export const predicate: Predicate<GateDecision> = {
  kind: 'gate-decision',
  type: ownType('gate-decision'),
  meaning: 'The gate decided so about the subject, under this policy and on this evidence.',
  subject: 'the asset id',
  schema: z
    .strictObject({
      gate: name,
      decision: z.enum(['allow', 'deny', 'exception']),
      policy: digest,
      decidedAt: time,
      logSize: z.int().min(0),
      reasons: z
        .array(
          z.strictObject({
            rule: name,
            outcome: z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']),
            because: reason,
            evidence: z.array(digest),
          }),
        )
        .min(1),
      fromZone: name.exactOptional(),
      toZone: name.exactOptional(),
      tier: name.exactOptional(),
      purpose: reason.exactOptional(),
      scanner: name.exactOptional(),
      approvers: z.array(name),
      exception: z.strictObject({ reason, expiresAt: time }).exactOptional(),
    })
    .refine(
      ({ decision, exception, approvers }) =>
        (decision === 'exception') === (exception !== undefined) && (decision !== 'exception' || approvers.length > 0),
      {
        error: 'an exception, and nothing else, has a reason, an end and somebody who approved it',
        path: ['exception'],
      },
    )
    .refine(
      ({ decision, reasons }) =>
        decision !== 'allow' || reasons.every(({ outcome }) => outcome === 'pass' || outcome === 'not-applicable'),
      {
        error: 'what is allowed has no rule against it',
        path: ['decision'],
      },
    ),
  example: {
    gate: 'into-training',
    decision: 'allow',
    policy: exampleDigest('a'),
    decidedAt: '2026-03-01T12:00:00.000Z',
    logSize: 41,
    reasons: [
      { rule: 'poison-scan-fresh', outcome: 'pass', because: 'scanned 3 days ago', evidence: [exampleDigest('b')] },
    ],
    fromZone: 'data-engineering',
    toZone: 'training',
    approvers: [],
  },
  timeToLiveDays: null,
  invalidatedBy: ['a cited statement that does not count any more'],
  materials: ({ policy, reasons }) => [
    ...materialOf('decided-by', policy),
    ...[...new Set(reasons.flatMap(({ evidence }) => evidence))].map((sha256) => ({ role: 'rests-on', sha256 })),
  ],
  parties: ({ approvers }) => approvers.map((id) => ({ role: 'approver', id })),
  endsAt: ({ exception }) => exception?.expiresAt,
};
