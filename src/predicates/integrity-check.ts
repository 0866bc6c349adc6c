// integrity-check: what is stored was compared with what was recorded.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, share, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export const integrityScopes = ['asset', 'path', 'workspace', 'deployment'] as const;
export const integrityOutcomes = ['pass', 'fail', 'inconclusive'] as const;
export const deviationStates = ['changed', 'missing', 'added', 'unreadable'] as const;

export interface IntegrityDeviation {
  readonly asset?: Sha256;
  readonly path: string;
  readonly state: (typeof deviationStates)[number];
  readonly expected?: Sha256;
  readonly found?: Sha256;
  /** Evidence id of the recorded change that explains it; absent: nobody has recorded one. */
  readonly explainedBy?: Sha256;
}

export interface IntegrityCheck {
  readonly scope: { readonly kind: (typeof integrityScopes)[number]; readonly name?: string };
  readonly outcome: (typeof integrityOutcomes)[number];
  readonly counts: {
    readonly match: number;
    readonly changed: number;
    readonly missing: number;
    readonly added: number;
    readonly unreadable: number;
  };
  /** Where the expected digests come from, for example `manifest`, or the file of checksums a supplier sent. */
  readonly digestSource: string;
  /** `incremental`: what has the same inode, size and change time as at the last reading was not read again. */
  readonly mode: 'full' | 'incremental';
  /** Bytes that were read, of all bytes in the scope, 0..1. */
  readonly shareRead: number;
  /** Entries of the log that were taken into account. */
  readonly logSize: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** When the next one has to have run. */
  readonly dueBy?: string;
  /** When this one had to have run, where it came too late. */
  readonly missed?: string;
  readonly deviations: readonly IntegrityDeviation[];
  /** How many more there are than `deviations` lists. */
  readonly deviationsLeftOut: number;
}

export const predicate: Predicate<IntegrityCheck> = {
  kind: 'integrity-check',
  type: ownType('integrity-check'),
  meaning: 'The bytes were compared with what was recorded about them, and this is what matched and what did not.',
  subject: 'the asset id, or the digests of everything that was compared',
  schema: z.strictObject({
    scope: z.strictObject({ kind: z.enum(integrityScopes), name: name.exactOptional() }),
    outcome: z.enum(integrityOutcomes),
    counts: z.strictObject({ match: count, changed: count, missing: count, added: count, unreadable: count }),
    digestSource: name,
    mode: z.enum(['full', 'incremental']),
    shareRead: share,
    logSize: count,
    startedAt: time,
    finishedAt: time,
    dueBy: time.exactOptional(),
    missed: time.exactOptional(),
    deviations: z.array(
      z.strictObject({
        asset: digest.exactOptional(),
        path: name,
        state: z.enum(deviationStates),
        expected: digest.exactOptional(),
        found: digest.exactOptional(),
        explainedBy: digest.exactOptional(),
      }),
    ),
    deviationsLeftOut: count,
  }),
  example: {
    scope: { kind: 'asset', name: 'reviews@7' },
    outcome: 'fail',
    counts: { match: 119, changed: 1, missing: 0, added: 0, unreadable: 0 },
    digestSource: 'manifest',
    mode: 'full',
    shareRead: 1,
    logSize: 41,
    startedAt: '2026-03-01T08:00:00.000Z',
    finishedAt: '2026-03-01T08:00:02.500Z',
    dueBy: '2026-03-31T08:00:00.000Z',
    deviations: [{ path: 'reviews.csv', state: 'changed', expected: exampleDigest('a'), found: exampleDigest('b') }],
    deviationsLeftOut: 0,
  },
  timeToLiveDays: 30,
  invalidatedBy: ['another digest', 'a revoked key', 'an audit that is overdue'],
};
