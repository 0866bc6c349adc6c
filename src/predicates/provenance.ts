// provenance: how something was built, trained or converted, of what and by whom. The predicate of SLSA v1; what it has no
// field for stands in members with the prefix `assay_`, as SLSA asks of whoever adds one.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { exampleDigest } from './example-digest.ts';
import { name } from './fields.ts';
import { optional, timestamp } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, jsonObject, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

/** How far a job was kept from everything else, from not at all to by hardware. */
export const isolationLevels = ['none', 'process', 'container', 'machine', 'hardware'] as const;

export interface Provenance {
  readonly buildDefinition: {
    readonly buildType: string;
    readonly externalParameters: Readonly<Record<string, Json>>;
    readonly internalParameters?: Readonly<Record<string, Json>> | null;
    /** Base models, data sets, code. Nothing in SLSA says that the list is complete. */
    readonly resolvedDependencies?: readonly ResourceDescriptor[] | null;
    /** Whether `resolvedDependencies` lists everything that had an influence. Absent: unknown. */
    readonly assay_dependenciesComplete?: boolean;
  };
  readonly runDetails: {
    readonly builder: {
      readonly id: string;
      readonly builderDependencies?: readonly ResourceDescriptor[] | null;
      readonly version?: Readonly<Record<string, string>> | null;
    };
    readonly metadata?: {
      readonly invocationId?: string | null;
      readonly startedOn?: string | null;
      readonly finishedOn?: string | null;
    } | null;
    readonly byproducts?: readonly ResourceDescriptor[] | null;
    readonly assay_zone?: string;
    /** The machine it ran on. */
    readonly assay_host?: string;
    readonly assay_isolation?: (typeof isolationLevels)[number];
  };
}

export const predicate: Predicate<Provenance> = {
  kind: 'provenance',
  type: 'https://slsa.dev/provenance/v1',
  meaning: 'This is how the subject was made, of what, where and by whom.',
  subject: 'the asset id of what was made',
  schema: z.looseObject({
    buildDefinition: z.looseObject({
      buildType: z.string().min(1),
      externalParameters: jsonObject,
      internalParameters: optional(jsonObject),
      resolvedDependencies: optional(z.array(resourceDescriptor)),
      assay_dependenciesComplete: z.boolean().exactOptional(),
    }),
    runDetails: z.looseObject({
      builder: z.looseObject({
        id: z.string().min(1),
        builderDependencies: optional(z.array(resourceDescriptor)),
        version: optional(z.record(z.string(), z.string())),
      }),
      metadata: optional(
        z.looseObject({
          invocationId: optional(z.string()),
          startedOn: optional(timestamp),
          finishedOn: optional(timestamp),
        }),
      ),
      byproducts: optional(z.array(resourceDescriptor)),
      assay_zone: name.exactOptional(),
      assay_host: name.exactOptional(),
      assay_isolation: z.enum(isolationLevels).exactOptional(),
    }),
  }),
  example: {
    buildDefinition: {
      buildType: 'https://assay/build/train/v1',
      externalParameters: { epochs: 3, seed: 7 },
      resolvedDependencies: [
        { name: 'base', digest: { sha256: exampleDigest('a') }, annotations: { relation: 'base-model' } },
        { name: 'reviews', digest: { sha256: exampleDigest('b') }, annotations: { relation: 'trained-on' } },
      ],
      assay_dependenciesComplete: true,
    },
    runDetails: {
      builder: { id: 'https://train.example.org/runner/4' },
      metadata: { startedOn: '2026-03-01T08:00:00Z', finishedOn: '2026-03-01T11:30:00Z' },
      assay_zone: 'training',
      assay_host: 'trainer-4',
      assay_isolation: 'container',
    },
  },
  timeToLiveDays: null,
  invalidatedBy: ['the builder is not trusted any more'],
  materials: ({ buildDefinition, runDetails }) => [
    ...(buildDefinition.resolvedDependencies ?? []).flatMap((one) => edgeTo(one, 'material')),
    ...(runDetails.builder.builderDependencies ?? []).flatMap((one) => edgeTo(one, 'made-with')),
  ],
  parties: ({ runDetails: { builder, assay_host } }) => [
    { role: 'builder', id: builder.id },
    ...(assay_host === undefined ? [] : [{ role: 'host', id: assay_host }]),
  ],
};
