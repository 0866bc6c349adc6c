// document-reference: these documents belong to the subject. in-toto predicate reference, version 0.1.
import { z } from 'zod';
import { exampleDigest } from './example-digest.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

export interface DocumentReference {
  readonly attester: { readonly id: string };
  /** Each with `downloadLocation` and `mediaType`. */
  readonly references: readonly ResourceDescriptor[];
}

export const predicate: Predicate<DocumentReference> = {
  kind: 'document-reference',
  type: 'https://in-toto.io/attestation/reference/v0.1',
  meaning: 'These documents, a bill of materials or a card for example, are about the subjects taken together.',
  subject: 'what the documents are about',
  schema: z.looseObject({
    attester: z.looseObject({ id: z.string().min(1) }),
    references: z.array(
      resourceDescriptor.refine(({ downloadLocation, mediaType }) => Boolean(downloadLocation) && Boolean(mediaType), {
        error: 'a reference has a downloadLocation and a mediaType',
      }),
    ),
  }),
  example: {
    attester: { id: 'https://assay/attester/v1' },
    references: [
      {
        downloadLocation: 'https://example.org/cards/reviews.md',
        digest: { sha256: exampleDigest('a') },
        mediaType: 'text/markdown',
      },
    ],
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ references }) => references.flatMap((one) => edgeTo(one, 'described-by')),
  parties: ({ attester }) => [{ role: 'attester', id: attester.id }],
};
