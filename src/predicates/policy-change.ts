// policy-change: a rule of the workspace is another from here on. It counts when enough different people have said the same.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, nonce, reason } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** What rules there are: zones, who may do what, gates, and the thresholds of detectors. */
export const policyAreas = ['zones', 'access', 'gates', 'detectors'] as const;
export type PolicyArea = (typeof policyAreas)[number];

export interface PolicyChange {
  readonly area: PolicyArea;
  /** What of it is changed, for example the name of a gate. */
  readonly name: string;
  /** Blob of the rule as it is to be; absent: the rule that comes with Assay is to hold again. */
  readonly document?: Sha256;
  /** Blob that held before; absent: the rule that comes with Assay. A change of something else than what holds does not count. */
  readonly previous?: Sha256;
  readonly by: string;
  readonly why: string;
  /** Random: the same can be said again. */
  readonly nonce?: string;
}

export const predicate: Predicate<PolicyChange> = {
  kind: 'policy-change',
  type: ownType('policy-change'),
  meaning: 'This rule is to hold from here on; it does as soon as a second person has said the same.',
  subject: 'the name of the rule',
  schema: z.strictObject({
    area: z.enum(policyAreas),
    name,
    document: digest.exactOptional(),
    previous: digest.exactOptional(),
    by: name,
    why: reason,
    nonce: nonce.exactOptional(),
  }),
  example: {
    area: 'gates',
    name: 'train-with',
    document: exampleDigest('a'),
    by: 'mira@example.org',
    why: 'scans may be two weeks old, not four',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later change of the same rule'],
  parties: ({ by }) => [{ role: 'actor', id: by }],
  subjects: ({ area, name: called }) => [nameDigest('policy', `${area}/${called}`)],
};
