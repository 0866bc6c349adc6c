// evaluation: a model or system was tested with a suite: what was measured, on what, by whom, and what was not.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason } from './fields.ts';
import { type Metric, metric } from './metric.ts';
import { materialOf, materialsOf, type NamedDigest, namedDigest } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export const evaluationKinds = [
  'performance',
  'security',
  'backdoor',
  'robustness',
  'privacy',
  'disclosure',
  'fairness',
  'guardrail',
  'red-team',
] as const;

export interface Evaluation {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly kind: (typeof evaluationKinds)[number];
  /** Targeted attacks and general loss of quality are found by different tests. */
  readonly category?: 'backdoor' | 'sabotage' | 'both';
  /** Blob or asset of the suite. */
  readonly suite: Sha256;
  readonly suiteName: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** Test data, attack configurations, judges. */
  readonly inputs: readonly NamedDigest[];
  /** The model or system that it is compared with. */
  readonly comparedWith?: Sha256;
  readonly metrics: readonly Metric[];
  /** Metrics that have to be reached: how the outcome came about. */
  readonly thresholds: readonly { readonly metric: string; readonly atLeast?: number; readonly atMost?: number }[];
  /** What the suite does not test. Never empty: there is no test of everything. */
  readonly notCovered: readonly string[];
  /** Who tested: those who built it, others in the house, or others. */
  readonly independence: 'developer' | 'internal' | 'external';
  readonly seed?: number;
  /** What made the evaluation necessary, for example a change of data. */
  readonly trigger?: string;
  readonly report?: Sha256;
}

export const predicate: Predicate<Evaluation> = {
  kind: 'evaluation',
  type: ownType('evaluation'),
  meaning: 'This suite was run against the subject with these results, and does not cover what is listed.',
  subject: 'the asset id of the model, or the digest of the system with everything that belongs to it',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    kind: z.enum(evaluationKinds),
    category: z.enum(['backdoor', 'sabotage', 'both']).exactOptional(),
    suite: digest,
    suiteName: name,
    tool: z.strictObject({ name, version: name }),
    inputs: z.array(namedDigest),
    comparedWith: digest.exactOptional(),
    metrics: z.array(metric),
    thresholds: z.array(
      z.strictObject({ metric: name, atLeast: z.number().exactOptional(), atMost: z.number().exactOptional() }),
    ),
    notCovered: z.array(reason).min(1),
    independence: z.enum(['developer', 'internal', 'external']),
    seed: z.int().exactOptional(),
    trigger: name.exactOptional(),
    report: digest.exactOptional(),
  }),
  example: {
    outcome: 'pass',
    kind: 'backdoor',
    category: 'backdoor',
    suite: exampleDigest('a'),
    suiteName: 'triggers-1',
    tool: { name: 'assay', version: '0.1.0' },
    inputs: [{ name: 'held-out reviews', sha256: exampleDigest('b') }],
    metrics: [
      { name: 'attack-success', value: 0.01, low: 0, high: 0.03, confidence: 0.95, examples: 400, slice: 'patch' },
    ],
    thresholds: [{ metric: 'attack-success', atMost: 0.05 }],
    notCovered: ['triggers in meaning rather than in words'],
    independence: 'internal',
    seed: 7,
  },
  timeToLiveDays: 90,
  invalidatedBy: ['another digest of anything that the subject is made of', 'another suite'],
  materials: ({ suite, suiteName, inputs, comparedWith, report }) => [
    { role: 'evaluated-with', name: suiteName, sha256: suite },
    ...materialsOf('evaluated-on', inputs),
    ...materialOf('compared-with', comparedWith),
    ...materialOf('report', report),
  ],
};
