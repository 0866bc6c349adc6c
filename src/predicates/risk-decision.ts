// risk-decision: somebody who may do so decided what happens about a threat or a demand, and why.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface RiskDecision {
  readonly about: { readonly kind: 'threat' | 'requirement' | 'supplier' | 'system'; readonly id: string };
  readonly decision: 'accept' | 'mitigate' | 'avoid' | 'transfer' | 'exclude';
  /** Alternatives that were weighed, with what spoke for and against them. */
  readonly options: readonly { readonly option: string; readonly assessment: string }[];
  readonly reason: string;
  readonly approver: string;
  /** Controls that make up for what is not done. */
  readonly compensating: readonly string[];
  /** Assets and systems that it holds for; a change of one of them ends it. */
  readonly assets: readonly Sha256[];
  /** Evidence ids it rests on. */
  readonly evidence: readonly Sha256[];
  readonly expiresAt: string;
  /** Not to be told to users, and why. */
  readonly confidential?: string;
}

export const predicate: Predicate<RiskDecision> = {
  kind: 'risk-decision',
  type: ownType('risk-decision'),
  meaning: 'This was decided about a threat or a demand, for these reasons, by somebody who answers for it.',
  subject: 'the name of the threat, requirement, supplier or system, and the assets it holds for',
  schema: z.strictObject({
    about: z.strictObject({ kind: z.enum(['threat', 'requirement', 'supplier', 'system']), id: name }),
    decision: z.enum(['accept', 'mitigate', 'avoid', 'transfer', 'exclude']),
    options: z.array(z.strictObject({ option: name, assessment: reason })),
    reason,
    approver: name,
    compensating: z.array(name),
    assets: z.array(digest),
    evidence: z.array(digest),
    expiresAt: time,
    confidential: reason.exactOptional(),
  }),
  example: {
    about: { kind: 'threat', id: 'data-poisoning' },
    decision: 'accept',
    options: [{ option: 'label everything again', assessment: 'costs three months and finds what the scan finds' }],
    reason: 'the share of unreviewed data is below one percent',
    approver: 'risk-owner@example.org',
    compensating: ['data-quality-control'],
    assets: [exampleDigest('a')],
    evidence: [exampleDigest('b')],
    expiresAt: '2027-03-01T00:00:00.000Z',
  },
  timeToLiveDays: 365,
  invalidatedBy: ['a change of an asset it holds for', 'its expiry'],
  materials: ({ evidence }) => evidence.map((sha256) => ({ role: 'rests-on', sha256 })),
  parties: ({ approver }) => [{ role: 'approver', id: approver }],
  subjects: ({ about, assets }) => [nameDigest(about.kind, about.id), ...assets],
  endsAt: ({ expiresAt }) => expiresAt,
};
