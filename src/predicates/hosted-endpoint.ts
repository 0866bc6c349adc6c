// hosted-endpoint: a model or service that somebody else runs. It has no digest; what stands for one is who runs it, where, as what.
import { z } from 'zod';
import { type Sensitivity, sensitivities } from '#core/asset';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface HostedEndpoint {
  readonly asset: Sha256;
  readonly url: string;
  readonly provider: string;
  readonly region?: string;
  /** As requests name it. */
  readonly modelId?: string;
  /** `alias`: the provider may let it mean another model tomorrow. `router`: each request may reach another one. */
  readonly naming: 'pinned' | 'alias' | 'router' | 'unknown';
  readonly terms: {
    readonly version?: string;
    /** Blob of the terms as they were read. */
    readonly digest?: Sha256;
    readonly at?: string;
  };
  /** Other terms hold for other kinds of accounts. */
  readonly account: 'contract' | 'paid' | 'free' | 'unknown';
  /** The most sensitive that may be sent; absent: nothing that is labelled higher than public. */
  readonly allowed?: Sensitivity;
  readonly retentionDays?: number;
  readonly trainingUse: 'no' | 'yes' | 'unknown';
  readonly subProcessors: readonly string[];
  /** SHA-256 of the certificate that the server showed, DER; absent: it could not be asked. */
  readonly certificate?: { readonly sha256: Sha256; readonly subject: string; readonly expiresAt: string };
  readonly observedAt: string;
}

export const predicate: Predicate<HostedEndpoint> = {
  kind: 'hosted-endpoint',
  type: ownType('hosted-endpoint'),
  meaning: 'This service is reached there; this is who runs it, as what it is asked for, and what may be sent to it.',
  subject: 'the asset id',
  schema: z.strictObject({
    asset: digest,
    url: name,
    provider: name,
    region: name.exactOptional(),
    modelId: name.exactOptional(),
    naming: z.enum(['pinned', 'alias', 'router', 'unknown']),
    terms: z.strictObject({
      version: name.exactOptional(),
      digest: digest.exactOptional(),
      at: time.exactOptional(),
    }),
    account: z.enum(['contract', 'paid', 'free', 'unknown']),
    allowed: z.enum(sensitivities).exactOptional(),
    retentionDays: count.exactOptional(),
    trainingUse: z.enum(['no', 'yes', 'unknown']),
    subProcessors: z.array(name),
    certificate: z.strictObject({ sha256: digest, subject: name, expiresAt: time }).exactOptional(),
    observedAt: time,
  }),
  example: {
    asset: exampleDigest('a'),
    url: 'https://api.models.example/v1',
    provider: 'Example Models',
    region: 'eu-central',
    modelId: 'reviews-2026-03-01',
    naming: 'pinned',
    terms: { version: '2026-02', digest: exampleDigest('b'), at: '2026-03-01T08:00:00.000Z' },
    account: 'contract',
    allowed: 'internal',
    retentionDays: 0,
    trainingUse: 'no',
    subProcessors: [],
    observedAt: '2026-03-01T08:00:00.000Z',
  },
  timeToLiveDays: 90,
  invalidatedBy: ['a later statement about the same service', 'a change of the terms'],
  materials: ({ terms }) => materialOf('terms', terms.digest),
  parties: ({ provider }) => [{ role: 'host', id: provider }],
  subjects: ({ asset }) => [asset],
};
