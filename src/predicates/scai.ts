// scai: the subject has these attributes, and this is the evidence. in-toto predicate scai, version 0.3.
import { z } from 'zod';
import type { Json } from '#core/canonical-json';
import { exampleDigest } from './example-digest.ts';
import { optional } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, jsonObject, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

export interface Scai {
  readonly attributes: readonly {
    readonly attribute: string;
    readonly target?: ResourceDescriptor | null;
    readonly conditions?: Readonly<Record<string, Json>> | null;
    readonly evidence?: ResourceDescriptor | null;
  }[];
  readonly producer?: ResourceDescriptor | null;
}

export const predicate: Predicate<Scai> = {
  kind: 'scai',
  type: 'https://in-toto.io/attestation/scai/v0.3',
  meaning: 'The subject, or what made it, has these attributes under these conditions.',
  subject: 'what has the attributes',
  schema: z.looseObject({
    attributes: z
      .array(
        z.looseObject({
          attribute: z.string().min(1),
          target: optional(resourceDescriptor),
          conditions: optional(jsonObject),
          evidence: optional(resourceDescriptor),
        }),
      )
      .min(1),
    producer: optional(resourceDescriptor),
  }),
  example: {
    attributes: [
      {
        attribute: 'HAS_QUALITY_REPORT',
        evidence: { name: 'quality.json', digest: { sha256: exampleDigest('a') }, mediaType: 'application/json' },
      },
    ],
    producer: { uri: 'https://train.example.org/runner/4' },
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ attributes }) =>
    attributes.flatMap(({ target, evidence }) => [
      ...(target ? edgeTo(target, 'concerns') : []),
      ...(evidence ? edgeTo(evidence, 'rests-on') : []),
    ]),
  parties: ({ producer }) => (producer?.uri ? [{ role: 'producer', id: producer.uri }] : []),
};
