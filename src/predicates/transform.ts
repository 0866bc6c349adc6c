// transform: something was made from something else by a recipe that can be repeated.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, share } from './fields.ts';
import { type Metric, metric } from './metric.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { isolationLevels } from './provenance.ts';
import { jsonObject } from './resource-descriptor.ts';

export interface TransformInput {
  /** What the input is to the output, for example `derived-from` or `trained-on`. */
  readonly role: string;
  readonly name?: string;
  readonly sha256: Sha256;
  /** Whether the input counts as trusted here. */
  readonly trusted?: boolean;
}

export interface Transform {
  /** Name of the recipe. */
  readonly operator: string;
  readonly operatorVersion: string;
  readonly purposes: readonly (
    | 'poison'
    | 'privacy'
    | 'evasion'
    | 'robustness'
    | 'quality'
    | 'conversion'
    | 'training'
  )[];
  readonly parameters: Readonly<Record<string, Json>>;
  /** Same seed, same inputs, same output; absent where chance plays no part. */
  readonly seed?: number;
  readonly inputs: readonly TransformInput[];
  readonly outputs: readonly { readonly name: string; readonly sha256: Sha256 }[];
  /** Code that did it. */
  readonly code?: Sha256;
  readonly zone?: string;
  readonly host?: string;
  readonly isolation?: (typeof isolationLevels)[number];
  /** Trusted to all rows, 0..1, before and after. */
  readonly shareTrusted?: { readonly before: number; readonly after: number };
  readonly rows?: { readonly before: number; readonly after: number };
  /** Blob that lists what was left out. */
  readonly excluded?: Sha256;
  readonly metrics: readonly Metric[];
  /** Whether doing it again gave the same output; absent: not tried. */
  readonly reproduced?: boolean;
}

const purposes = ['poison', 'privacy', 'evasion', 'robustness', 'quality', 'conversion', 'training'] as const;

export const predicate: Predicate<Transform> = {
  kind: 'transform',
  type: ownType('transform'),
  meaning: 'The outputs were made from the inputs by this recipe with these parameters and this seed.',
  subject: 'the asset ids of the outputs',
  schema: z.strictObject({
    operator: name,
    operatorVersion: name,
    purposes: z.array(z.enum(purposes)).min(1),
    parameters: jsonObject,
    seed: z.int().exactOptional(),
    inputs: z
      .array(
        z.strictObject({
          role: name,
          name: name.exactOptional(),
          sha256: digest,
          trusted: z.boolean().exactOptional(),
        }),
      )
      .min(1),
    outputs: z.array(z.strictObject({ name, sha256: digest })).min(1),
    code: digest.exactOptional(),
    zone: name.exactOptional(),
    host: name.exactOptional(),
    isolation: z.enum(isolationLevels).exactOptional(),
    shareTrusted: z.strictObject({ before: share, after: share }).exactOptional(),
    rows: z.strictObject({ before: count, after: count }).exactOptional(),
    excluded: digest.exactOptional(),
    metrics: z.array(metric),
    reproduced: z.boolean().exactOptional(),
  }),
  example: {
    operator: 'augment',
    operatorVersion: '1',
    purposes: ['poison'],
    parameters: { factor: 3, source: 'trusted' },
    seed: 7,
    inputs: [{ role: 'augmented-from', name: 'reviews', sha256: exampleDigest('a'), trusted: false }],
    outputs: [{ name: 'reviews-augmented', sha256: exampleDigest('b') }],
    code: exampleDigest('c'),
    zone: 'data-engineering',
    host: 'worker-2',
    isolation: 'process',
    shareTrusted: { before: 0.5, after: 0.8 },
    rows: { before: 120, after: 300 },
    metrics: [],
    reproduced: true,
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ inputs, code, excluded }) => [
    ...inputs.map(({ trusted: _, ...input }) => input),
    ...materialOf('made-with', code),
    ...materialOf('report', excluded),
  ],
  parties: ({ host }) => (host === undefined ? [] : [{ role: 'host', id: host }]),
  subjects: ({ outputs }) => outputs.map(({ sha256 }) => sha256),
};
