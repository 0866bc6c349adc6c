// supplier-assessment: a supplier was asked and looked at, facet by facet.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** @source OWASP AI Exchange, SUPPLY CHAIN MANAGE, supplier evaluation */
export const supplierFacets = [
  'reputation',
  'activity',
  'security-posture',
  'development-environment',
  'provenance-claims',
  'contractual-assurance',
] as const;

/** From a claim of the supplier to something that others have shown. */
export const answerLevels = ['unknown', 'claimed', 'documented', 'verified'] as const;

export interface FacetAnswer {
  readonly facet: (typeof supplierFacets)[number];
  readonly question: string;
  readonly answer: 'met' | 'not-met' | 'unknown';
  readonly level: (typeof answerLevels)[number];
  /** Evidence ids or documents. */
  readonly evidence: readonly Sha256[];
}

export interface SupplierAssessment {
  readonly supplier: string;
  /** Address of the service, for a hosted model. */
  readonly endpoint?: string;
  readonly internal: boolean;
  readonly tier: 'trusted' | 'known' | 'unknown' | 'untrusted';
  readonly answers: readonly FacetAnswer[];
  /** Answers that contradict each other, or what was found. */
  readonly contradictions: readonly string[];
  /** Digest of the terms that held when it was made. */
  readonly terms?: Sha256;
  readonly assessor: string;
  readonly nextReview: string;
  /** When it was made: the same again, later, is another statement. */
  readonly assessedAt?: string;
}

export const predicate: Predicate<SupplierAssessment> = {
  kind: 'supplier-assessment',
  type: ownType('supplier-assessment'),
  meaning: 'The supplier was assessed in these facets; what was not answered is unknown, not fine.',
  subject: 'the name of the supplier',
  schema: z.strictObject({
    supplier: name,
    endpoint: name.exactOptional(),
    internal: z.boolean(),
    tier: z.enum(['trusted', 'known', 'unknown', 'untrusted']),
    answers: z.array(
      z.strictObject({
        facet: z.enum(supplierFacets),
        question: reason,
        answer: z.enum(['met', 'not-met', 'unknown']),
        level: z.enum(answerLevels),
        evidence: z.array(digest),
      }),
    ),
    contradictions: z.array(reason),
    terms: digest.exactOptional(),
    assessor: name,
    nextReview: time,
    assessedAt: time.exactOptional(),
  }),
  example: {
    supplier: 'Example Models',
    endpoint: 'https://api.models.example/v1',
    internal: false,
    tier: 'known',
    answers: [
      {
        facet: 'security-posture',
        question: 'Are models scanned before they are published?',
        answer: 'met',
        level: 'documented',
        evidence: [exampleDigest('a')],
      },
    ],
    contradictions: [],
    assessor: 'procurement@example.org',
    nextReview: '2027-03-01T00:00:00.000Z',
  },
  timeToLiveDays: 365,
  invalidatedBy: ['an incident at the supplier', 'a change of the terms or of the version'],
  materials: ({ answers, terms }) => [
    ...answers.flatMap(({ evidence }) => evidence.map((sha256) => ({ role: 'rests-on', sha256 }))),
    ...(terms === undefined ? [] : [{ role: 'terms', sha256: terms }]),
  ],
  parties: ({ supplier, assessor }) => [
    { role: 'supplier', id: supplier },
    { role: 'assessor', id: assessor },
  ],
  subjects: ({ supplier }) => [nameDigest('supplier', supplier)],
  endsAt: ({ nextReview }) => nextReview,
};
