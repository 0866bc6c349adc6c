// job-request: somebody wants a job to compute with an asset whose bytes they may not have.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { type JobKind, jobKindNames } from '#core/jobs/job-kind';
import { exampleDigest } from './example-digest.ts';
import { digest, name, nonce, reason, share, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface JobParameters {
  /** Column with the class of a row. */
  readonly label?: string;
  /** Column with the text of a row. */
  readonly text?: string;
  readonly seed?: number;
  /** Architecture that is trained. */
  readonly model?: string;
  readonly epochs?: number;
  /** Rows per step. */
  readonly batch?: number;
  /** Share of the rows that the model is tested on, 0..1. */
  readonly heldOut?: number;
  /** Reference that is to point to the model that comes out. */
  readonly name?: string;
}

export interface JobRequest {
  readonly asset: Sha256;
  readonly kind: JobKind;
  readonly parameters: JobParameters;
  /** Asset that a model is evaluated on. */
  readonly on?: Sha256;
  /** Blob of the contract that is checked. */
  readonly contract?: Sha256;
  /** Names of outputs; those that the kind does not have are withheld. */
  readonly outputs: readonly string[];
  readonly purpose: string;
  /** Identity that asks; it has to be that of the key that signs. */
  readonly by: string;
  /** The log that it is meant for: elsewhere it says nothing. */
  readonly origin: string;
  /** From then on it is not run any more. */
  readonly expiresAt: string;
  readonly nonce: string;
}

/** Longest word in a request, UTF-16 code units: what a request says may come out again. */
const word = z.string().min(1).max(200);

export const predicate: Predicate<JobRequest> = {
  kind: 'job-request',
  type: ownType('job-request'),
  meaning: 'Whoever signs wants this job to compute with the asset, for this purpose, without getting its bytes.',
  subject: 'the asset id',
  schema: z.strictObject({
    asset: digest,
    kind: z.enum(jobKindNames),
    parameters: z.strictObject({
      label: word.exactOptional(),
      text: word.exactOptional(),
      seed: z.int().min(0).max(0xffff_ffff).exactOptional(),
      model: word.exactOptional(),
      epochs: z.int().min(1).max(1000).exactOptional(),
      batch: z.int().min(1).max(65_536).exactOptional(),
      heldOut: share.exactOptional(),
      name: word.exactOptional(),
    }),
    on: digest.exactOptional(),
    contract: digest.exactOptional(),
    outputs: z.array(word).min(1).max(20),
    purpose: reason,
    by: name,
    origin: name,
    expiresAt: time,
    nonce,
  }),
  example: {
    asset: exampleDigest('a'),
    kind: 'data-scan',
    parameters: { label: 'class', seed: 7 },
    outputs: ['metrics'],
    purpose: 'is the delivery of March poisoned?',
    by: 'mira@example.org',
    origin: 'example.org/models',
    expiresAt: '2026-03-08T08:00:00.000Z',
    nonce: '0123456789abcdef',
  },
  timeToLiveDays: 30,
  invalidatedBy: ['a result of this request', 'the end of the right to use the asset'],
  materials: ({ on, contract }) => [...materialOf('evaluated-on', on), ...materialOf('checked-with', contract)],
  parties: ({ by }) => [{ role: 'identity', id: by }],
  subjects: ({ asset }) => [asset],
  endsAt: ({ expiresAt }) => expiresAt,
};
