// pointer-integrity: a dataset that is a list of addresses was fetched again and compared with what was pinned.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, share, time } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface PointerIntegrity {
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly counts: {
    readonly same: number;
    readonly changed: number;
    readonly gone: number;
    /** The address led to another site. */
    readonly redirected: number;
    /** Could not be asked: a limit of the server, a network that is down. That is not the same as unchanged. */
    readonly unknown: number;
    /** Read for the first time, now. */
    readonly pinned: number;
  };
  /** Share of the digests that nobody gave: they are what was found at the first reading (trust on first use). */
  readonly shareOnFirstUse: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Blob with the state of every address. */
  readonly items: Sha256;
}

export const predicate: Predicate<PointerIntegrity> = {
  kind: 'pointer-integrity',
  type: ownType('pointer-integrity'),
  meaning: 'What the addresses of the dataset lead to was read again and compared with the digests that were pinned.',
  subject: 'the asset id of the list of addresses',
  schema: z.strictObject({
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    counts: z.strictObject({
      same: count,
      changed: count,
      gone: count,
      redirected: count,
      unknown: count,
      pinned: count,
    }),
    shareOnFirstUse: share,
    startedAt: time,
    finishedAt: time,
    items: digest,
  }),
  example: {
    outcome: 'fail',
    counts: { same: 980, changed: 3, gone: 11, redirected: 2, unknown: 4, pinned: 0 },
    shareOnFirstUse: 0.25,
    startedAt: '2026-03-01T08:00:00.000Z',
    finishedAt: '2026-03-01T08:09:41.000Z',
    items: exampleDigest('a'),
  },
  timeToLiveDays: 7,
  invalidatedBy: ['its age: what an address leads to can change at any time'],
  materials: ({ items }) => materialOf('pins', items),
};
