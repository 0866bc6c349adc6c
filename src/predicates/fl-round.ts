// fl-round: one round of federated learning: who took part, how the updates were put together, who was left out and why.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, measure, name, reason, share } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';
import { jsonObject } from './resource-descriptor.ts';

export interface RoundParticipant {
  readonly client: string;
  /** Blob of the update it sent; absent where secure aggregation hides it. */
  readonly update?: Sha256;
  readonly examples?: number;
  /** Distance or score that the rule judged it by. */
  readonly score?: number;
  readonly state: 'used' | 'excluded' | 'dropped-out';
  readonly reason?: string;
}

export interface PrivacyAccount {
  readonly epsilon: number;
  readonly delta: number;
  /** What is left of the budget, as epsilon. */
  readonly epsilonLeft: number;
  readonly clippingNorm: number;
  readonly noiseMultiplier: number;
  readonly accountant: string;
}

export interface FlRound {
  readonly round: number;
  readonly baseModel: Sha256;
  readonly globalModel: Sha256;
  readonly rule: string;
  readonly ruleParameters: Readonly<Record<string, Json>>;
  readonly participants: readonly RoundParticipant[];
  /** Malicious clients that the rule bears at this number of participants. */
  readonly tolerates?: number;
  readonly secureAggregation: boolean;
  /** Absent: no differential privacy. */
  readonly privacy?: PrivacyAccount;
}

export const predicate: Predicate<FlRound> = {
  kind: 'fl-round',
  type: ownType('fl-round'),
  meaning: 'In this round these clients sent updates, and this rule made the global model of them.',
  subject: 'the asset id of the global model after the round',
  schema: z.strictObject({
    round: count,
    baseModel: digest,
    globalModel: digest,
    rule: name,
    ruleParameters: jsonObject,
    participants: z
      .array(
        z.strictObject({
          client: name,
          update: digest.exactOptional(),
          examples: count.exactOptional(),
          score: measure.exactOptional(),
          state: z.enum(['used', 'excluded', 'dropped-out']),
          reason: reason.exactOptional(),
        }),
      )
      .min(1),
    tolerates: count.exactOptional(),
    secureAggregation: z.boolean(),
    privacy: z
      .strictObject({
        epsilon: z.number().min(0),
        delta: share,
        epsilonLeft: z.number().min(0),
        clippingNorm: z.number().min(0),
        noiseMultiplier: z.number().min(0),
        accountant: name,
      })
      .exactOptional(),
  }),
  example: {
    round: 12,
    baseModel: exampleDigest('a'),
    globalModel: exampleDigest('b'),
    rule: 'trimmed-mean',
    ruleParameters: { trim: 0.2 },
    participants: [
      { client: 'hospital-1', update: exampleDigest('c'), examples: 900, score: 1.1, state: 'used' },
      { client: 'hospital-2', update: exampleDigest('d'), examples: 20, score: 9.4, state: 'excluded', reason: 'norm' },
    ],
    tolerates: 0,
    secureAggregation: false,
    privacy: {
      epsilon: 1.2,
      delta: 0.00001,
      epsilonLeft: 6.8,
      clippingNorm: 1,
      noiseMultiplier: 1.1,
      accountant: 'rdp',
    },
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ baseModel, participants }) => [
    { role: 'base-model', sha256: baseModel },
    ...participants.flatMap(({ client, update, state }) =>
      update === undefined || state !== 'used' ? [] : [{ role: 'update-of', name: client, sha256: update }],
    ),
  ],
  parties: ({ participants }) =>
    participants.flatMap(({ client, state }) => (state === 'used' ? [{ role: 'client', id: client }] : [])),
  subjects: ({ globalModel }) => [globalModel],
};
