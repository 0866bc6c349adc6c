// doc-card: a card, guide or statement was written for an asset or release, and this is what it is worth.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason, time } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export const cardKinds = [
  'model-card',
  'data-card',
  'system-card',
  'user-guide',
  'transparency',
  'data-use',
  'responsibilities',
] as const;

export interface DocCard {
  readonly kind: (typeof cardKinds)[number];
  /** Blob of the document. */
  readonly document: Sha256;
  readonly mediaType: string;
  readonly language: string;
  readonly audience: 'engineers' | 'deployers' | 'users' | 'public' | 'authorities';
  /** Facts taken from records, and facts that somebody wrote. */
  readonly facts: { readonly fromRecords: number; readonly byHand: number };
  /** What the check of the card found missing, empty or outdated. */
  readonly lint: { readonly outcome: 'pass' | 'fail'; readonly problems: readonly string[] };
  readonly reviewedBy?: string;
  readonly reviewBy: string;
}

export const predicate: Predicate<DocCard> = {
  kind: 'doc-card',
  type: ownType('doc-card'),
  meaning: 'This document describes the subject for this audience, and was checked like this.',
  subject: 'the asset id, or the digest of the release manifest',
  schema: z.strictObject({
    kind: z.enum(cardKinds),
    document: digest,
    mediaType: name,
    language: name,
    audience: z.enum(['engineers', 'deployers', 'users', 'public', 'authorities']),
    facts: z.strictObject({ fromRecords: count, byHand: count }),
    lint: z.strictObject({ outcome: z.enum(['pass', 'fail']), problems: z.array(reason) }),
    reviewedBy: name.exactOptional(),
    reviewBy: time,
  }),
  example: {
    kind: 'model-card',
    document: exampleDigest('a'),
    mediaType: 'text/markdown',
    language: 'en',
    audience: 'deployers',
    facts: { fromRecords: 31, byHand: 6 },
    lint: { outcome: 'fail', problems: ['retention time is empty'] },
    reviewedBy: 'owner@example.org',
    reviewBy: '2026-09-01T00:00:00.000Z',
  },
  timeToLiveDays: 180,
  invalidatedBy: ['a moment at which records have to be brought up to date'],
  materials: ({ document }) => [{ role: 'described-by', sha256: document }],
  parties: ({ reviewedBy }) => (reviewedBy === undefined ? [] : [{ role: 'reviewer', id: reviewedBy }]),
  endsAt: ({ reviewBy }) => reviewBy,
};
