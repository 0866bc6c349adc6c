// svr: a verifier looked at the subject, and these properties hold. in-toto predicate svr, version 0.2. It lists only what
// passed: that something was refused is said by a verification-summary or a gate-decision.
import { z } from 'zod';
import { exampleDigest } from './example-digest.ts';
import { timestamp } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

export interface Svr {
  /** `policies` has to be there, and is empty where no policy was applied. */
  readonly verifier: { readonly id: string; readonly policies: readonly ResourceDescriptor[] };
  readonly timeCreated: string;
  readonly properties: readonly string[];
}

export const predicate: Predicate<Svr> = {
  kind: 'svr',
  type: 'https://in-toto.io/attestation/svr/v0.2',
  meaning: 'The verifier found that these properties hold for the subject.',
  subject: 'what was verified',
  schema: z.looseObject({
    verifier: z.looseObject({ id: z.string().min(1), policies: z.array(resourceDescriptor) }),
    timeCreated: timestamp,
    properties: z.array(z.string()),
  }),
  example: {
    verifier: {
      id: 'https://assay/gate/into-training/v1',
      policies: [{ name: 'into-training.yaml', digest: { sha256: exampleDigest('a') } }],
    },
    timeCreated: '2026-03-01T12:00:00Z',
    properties: ['ASSAY_POISON_SCAN_FRESH', 'ASSAY_INTEGRITY_CHECKED'],
  },
  timeToLiveDays: null,
  invalidatedBy: ['a cited statement that does not count any more'],
  materials: ({ verifier }) => verifier.policies.flatMap((one) => edgeTo(one, 'decided-by')),
  parties: ({ verifier }) => [{ role: 'verifier', id: verifier.id }],
};
