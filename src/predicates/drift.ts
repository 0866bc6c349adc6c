// drift: inputs, outputs or performance changed, suddenly or slowly, and these are the possible reasons.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, measure, name, reason, share, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface DriftDetector {
  readonly name: string;
  readonly metric: string;
  readonly shape: 'sudden' | 'gradual';
  readonly statistic: number;
  readonly threshold: number;
  /** Share of windows without drift in which it would say so all the same, 0..1. */
  readonly falseAlarms: number;
  readonly alarm: boolean;
}

export interface DriftHypothesis {
  /** For example `artefact changed`, `input shift`, `one actor`, `unknown`. */
  readonly cause: string;
  readonly kind: 'attack' | 'fault' | 'natural' | 'unknown';
  /** 1 for the likeliest. */
  readonly rank: number;
  readonly because: string;
  readonly evidence: readonly Sha256[];
}

interface DriftWindow {
  readonly from: string;
  readonly to: string;
  readonly examples: number;
}

export interface Drift {
  /** `no-data`: nothing arrived to be measured, which is not the same as no drift. */
  readonly outcome: 'none' | 'drift' | 'no-data';
  readonly baseline: DriftWindow;
  readonly current: DriftWindow;
  readonly detectors: readonly DriftDetector[];
  readonly hypotheses: readonly DriftHypothesis[];
  readonly response?: string;
  readonly dueBy: string;
}

const window: z.ZodType<DriftWindow> = z.strictObject({ from: time, to: time, examples: count });

export const predicate: Predicate<Drift> = {
  kind: 'drift',
  type: ownType('drift'),
  meaning: 'Between these two windows something changed or did not, and these are the reasons that are possible.',
  subject: 'the asset id of the model in operation',
  schema: z.strictObject({
    outcome: z.enum(['none', 'drift', 'no-data']),
    baseline: window,
    current: window,
    detectors: z.array(
      z.strictObject({
        name,
        metric: name,
        shape: z.enum(['sudden', 'gradual']),
        statistic: measure,
        threshold: measure,
        falseAlarms: share,
        alarm: z.boolean(),
      }),
    ),
    hypotheses: z.array(
      z.strictObject({
        cause: name,
        kind: z.enum(['attack', 'fault', 'natural', 'unknown']),
        rank: z.int().min(1),
        because: reason,
        evidence: z.array(digest),
      }),
    ),
    response: reason.exactOptional(),
    dueBy: time,
  }),
  example: {
    outcome: 'drift',
    baseline: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z', examples: 90_000 },
    current: { from: '2026-02-22T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z', examples: 21_000 },
    detectors: [
      {
        name: 'CUSUM',
        metric: 'share-positive',
        shape: 'sudden',
        statistic: 8.1,
        threshold: 5,
        falseAlarms: 0.01,
        alarm: true,
      },
    ],
    hypotheses: [
      { cause: 'one actor', kind: 'attack', rank: 1, because: '70 % from 3 accounts', evidence: [exampleDigest('a')] },
    ],
    dueBy: '2026-03-08T00:00:00.000Z',
  },
  timeToLiveDays: 7,
  invalidatedBy: ['a run that was missed'],
  materials: ({ hypotheses }) =>
    [...new Set(hypotheses.flatMap(({ evidence }) => evidence))].map((sha256) => ({ role: 'rests-on', sha256 })),
  endsAt: ({ dueBy }) => dueBy,
};
