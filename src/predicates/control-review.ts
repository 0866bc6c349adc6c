// control-review: somebody looked at a control or detector again: does it still cover what it has to.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ControlReview {
  readonly control: string;
  /** Of a detector: what was looked at. */
  readonly detector?: Sha256;
  /** The edition of the catalogue it was held against. */
  readonly catalogue: Sha256;
  readonly outcome: 'keep' | 'change' | 'withdraw';
  /** What changed since the last review; never empty, because a review without it shows nothing. */
  readonly changes: readonly string[];
  readonly covered: readonly string[];
  readonly notCovered: readonly string[];
  readonly reviewer: string;
  readonly reviewedAt: string;
  readonly nextReview: string;
}

export const predicate: Predicate<ControlReview> = {
  kind: 'control-review',
  type: ownType('control-review'),
  meaning: 'The control was reviewed: these classes of attacks it covers, those it does not.',
  subject: 'the name of the control, and the digest of the detector',
  schema: z.strictObject({
    control: name,
    detector: digest.exactOptional(),
    catalogue: digest,
    outcome: z.enum(['keep', 'change', 'withdraw']),
    changes: z.array(reason).min(1),
    covered: z.array(name),
    notCovered: z.array(name),
    reviewer: name,
    reviewedAt: time,
    nextReview: time,
  }),
  example: {
    control: 'data-quality-control',
    detector: exampleDigest('a'),
    catalogue: exampleDigest('b'),
    outcome: 'change',
    changes: ['threshold lowered from 9.5 to 8 after INC-2026-004'],
    covered: ['patch triggers'],
    notCovered: ['clean-label attacks'],
    reviewer: 'security@example.org',
    reviewedAt: '2026-03-10T08:00:00.000Z',
    nextReview: '2026-09-10T08:00:00.000Z',
  },
  timeToLiveDays: 180,
  invalidatedBy: ['a revision of the catalogue'],
  materials: ({ catalogue }) => materialOf('checked-against', catalogue),
  parties: ({ reviewer }) => [{ role: 'reviewer', id: reviewer }],
  subjects: ({ control, detector }) => [nameDigest('control', control), ...(detector === undefined ? [] : [detector])],
  endsAt: ({ nextReview }) => nextReview,
};
