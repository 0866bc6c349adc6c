// threat-model: which threats apply to a graph of assets, and why or why not.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ThreatRow {
  readonly threat: string;
  readonly applies: 'yes' | 'no' | 'unknown';
  /** The rules and facts that led to it, in order. */
  readonly trace: readonly string[];
  /** Assets that it reaches. */
  readonly assets: readonly Sha256[];
}

export interface ThreatModel {
  /** Digest of the graph of assets, zones and parties that was looked at. */
  readonly graph: Sha256;
  readonly ruleset: { readonly name: string; readonly version: string; readonly sha256: Sha256 };
  /** Editions of the sources that the rules follow, for example of ATLAS. */
  readonly sources: readonly { readonly name: string; readonly edition: string }[];
  readonly threats: readonly ThreatRow[];
  /** Ways of attack, each a list of steps from the outside to the asset. */
  readonly paths: readonly (readonly string[])[];
  /** What the graph does not know. */
  readonly unrecorded: readonly string[];
  readonly reviewedBy?: string;
  readonly reviewedAt?: string;
}

export const predicate: Predicate<ThreatModel> = {
  kind: 'threat-model',
  type: ownType('threat-model'),
  meaning: 'For this graph of assets these threats apply and those do not, for these reasons.',
  subject: 'the digest of the graph',
  schema: z.strictObject({
    graph: digest,
    ruleset: z.strictObject({ name, version: name, sha256: digest }),
    sources: z.array(z.strictObject({ name, edition: name })),
    threats: z.array(
      z.strictObject({
        threat: name,
        applies: z.enum(['yes', 'no', 'unknown']),
        trace: z.array(reason).min(1),
        assets: z.array(digest),
      }),
    ),
    paths: z.array(z.array(name).min(1)),
    unrecorded: z.array(reason),
    reviewedBy: name.exactOptional(),
    reviewedAt: time.exactOptional(),
  }),
  example: {
    graph: exampleDigest('a'),
    ruleset: { name: 'assay', version: '1', sha256: exampleDigest('b') },
    sources: [{ name: 'ATLAS', edition: '5.6' }],
    threats: [
      {
        threat: 'data-poisoning',
        applies: 'yes',
        trace: ['reviews is written by users'],
        assets: [exampleDigest('c')],
      },
    ],
    paths: [['user', 'review form', 'reviews', 'model']],
    unrecorded: ['where the base model got its data'],
  },
  timeToLiveDays: 180,
  invalidatedBy: ['a change of the graph that matters', 'a new release of ATLAS', 'an incident'],
  materials: ({ ruleset }) => materialOf('checked-with', ruleset.sha256),
  parties: ({ reviewedBy }) => (reviewedBy === undefined ? [] : [{ role: 'reviewer', id: reviewedBy }]),
  subjects: ({ graph }) => [graph],
};
