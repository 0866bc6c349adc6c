// job-result: what became of a request, what left the zone, and what was withheld.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { type JobKind, jobKindNames } from '#core/jobs/job-kind';
import type { Withheld } from '#core/jobs/job-metrics';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';
import { isolationLevels } from './provenance.ts';

export const jobOutcomes = ['done', 'failed', 'refused'] as const;

export interface JobOutput {
  readonly name: string;
  /** Of the document, or the id of the asset. */
  readonly sha256: Sha256;
  /** `handed-out`: it passed the filter. `placed-in-zone`: it lies in that zone, and nobody got its bytes by this job. */
  readonly to: 'handed-out' | 'placed-in-zone';
  readonly zone?: string;
}

export interface JobResult {
  /** Evidence id of the request. */
  readonly request: Sha256;
  readonly asset: Sha256;
  readonly kind: JobKind;
  /** Whoever asked. */
  readonly by: string;
  /** Whoever ran it, and holds the key of the zone; it has to be the identity of the key that signs. */
  readonly custodian: string;
  readonly zone: string;
  readonly outcome: (typeof jobOutcomes)[number];
  /** A code or a fixed sentence; never what a reader or a check said of the rows. */
  readonly why?: string;
  readonly outputs: readonly JobOutput[];
  readonly withheld: readonly Withheld[];
  /** What ran: no code of whoever asked. */
  readonly tool: { readonly name: string; readonly version: string };
  /** How far the job was kept from the rest of the machine. */
  readonly isolation: (typeof isolationLevels)[number];
  /** Most memory that the process of the custodian ever had, in steps of 16 MiB. */
  readonly memory: number;
  /** Whole seconds. */
  readonly seconds: number;
  readonly notCovered: readonly string[];
}

export const predicate: Predicate<JobResult> = {
  kind: 'job-result',
  type: ownType('job-result'),
  meaning: 'This became of the request; this left the zone or was placed in it, and this was withheld.',
  subject: 'the asset id, and the evidence id of the request',
  schema: z.strictObject({
    request: digest,
    asset: digest,
    kind: z.enum(jobKindNames),
    by: name,
    custodian: name,
    zone: name,
    outcome: z.enum(jobOutcomes),
    why: reason.exactOptional(),
    outputs: z.array(
      z.strictObject({
        name,
        sha256: digest,
        to: z.enum(['handed-out', 'placed-in-zone']),
        zone: name.exactOptional(),
      }),
    ),
    withheld: z.array(z.strictObject({ what: name, why: reason, count: count.exactOptional() })),
    tool: z.strictObject({ name, version: name }),
    isolation: z.enum(isolationLevels),
    memory: count,
    seconds: count,
    notCovered: z.array(reason),
  }),
  example: {
    request: exampleDigest('a'),
    asset: exampleDigest('b'),
    kind: 'data-scan',
    by: 'mira@example.org',
    custodian: 'vault@example.org',
    zone: 'data-engineering',
    outcome: 'done',
    outputs: [{ name: 'metrics', sha256: exampleDigest('c'), to: 'handed-out' }],
    withheld: [{ what: 'flagged rows', why: 'rows do not leave the zone', count: 12 }],
    tool: { name: 'assay', version: '0.1.0' },
    isolation: 'none',
    memory: 268_435_456,
    seconds: 3,
    notCovered: ['how long the job took, and how large its outputs are, tells something about the data'],
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  materials: ({ request, outputs }) => [
    ...materialOf('rests-on', request),
    ...outputs.map(({ name: output, sha256 }) => ({ role: 'report', name: output, sha256 })),
  ],
  parties: ({ by, custodian, zone }) => [
    { role: 'identity', id: by },
    { role: 'custodian', id: custodian },
    { role: 'zone', id: zone },
  ],
  subjects: ({ asset, request }) => [asset, request],
};
