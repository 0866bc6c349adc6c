// verification-summary: a verifier held the subject against a policy. SLSA verification summary, version 1.
import { z } from 'zod';
import { exampleDigest } from './example-digest.ts';
import { optional, timestamp } from './optional.ts';
import type { Predicate } from './predicate.ts';
import { edgeTo, type ResourceDescriptor, resourceDescriptor } from './resource-descriptor.ts';

export interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version?: Readonly<Record<string, string>> | null };
  readonly timeVerified?: string | null;
  readonly resourceUri: string;
  readonly policy: ResourceDescriptor;
  readonly inputAttestations?: readonly ResourceDescriptor[] | null;
  readonly verificationResult: 'PASSED' | 'FAILED';
  readonly verifiedLevels: readonly string[];
  readonly dependencyLevels?: Readonly<Record<string, number>> | null;
  readonly slsaVersion?: string | null;
}

export const predicate: Predicate<VerificationSummary> = {
  kind: 'verification-summary',
  type: 'https://slsa.dev/verification_summary/v1',
  meaning: 'The verifier held the subject against the policy, and it passed or failed.',
  subject: 'what was verified',
  schema: z.looseObject({
    verifier: z.looseObject({ id: z.string().min(1), version: optional(z.record(z.string(), z.string())) }),
    timeVerified: optional(timestamp),
    resourceUri: z.string(),
    policy: resourceDescriptor,
    inputAttestations: optional(z.array(resourceDescriptor)),
    verificationResult: z.enum(['PASSED', 'FAILED']),
    verifiedLevels: z.array(z.string()),
    dependencyLevels: optional(z.record(z.string(), z.int().min(0))),
    slsaVersion: optional(z.string()),
  }),
  example: {
    verifier: { id: 'https://assay/gate/into-training/v1', version: { assay: '0.1.0' } },
    timeVerified: '2026-03-01T12:00:00Z',
    resourceUri: 'assay:reviews@7',
    policy: { uri: 'https://example.org/policies/into-training', digest: { sha256: exampleDigest('a') } },
    inputAttestations: [{ digest: { sha256: exampleDigest('b') } }],
    verificationResult: 'FAILED',
    verifiedLevels: ['FAILED'],
    slsaVersion: '1.2',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a cited statement that does not count any more'],
  materials: ({ policy, inputAttestations }) => [
    ...edgeTo(policy, 'decided-by'),
    ...(inputAttestations ?? []).flatMap((one) => edgeTo(one, 'rests-on')),
  ],
  parties: ({ verifier }) => [{ role: 'verifier', id: verifier.id }],
};
