// data-destruction: the keys of blobs were destroyed, so nobody can read them any more.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface DataDestruction {
  readonly zone: string;
  /** Blobs whose data keys are gone. */
  readonly blobs: readonly Sha256[];
  /** The asset they belonged to, where it is one. */
  readonly asset?: Sha256;
  readonly method: 'data-key-destroyed' | 'zone-key-destroyed' | 'overwritten';
  readonly why: string;
  /** Law, contract or request that asked for it. */
  readonly basis?: string;
  /** Copies elsewhere that this does not reach. */
  readonly copiesLeft: readonly string[];
}

export const predicate: Predicate<DataDestruction> = {
  kind: 'data-destruction',
  type: ownType('data-destruction'),
  meaning: 'The keys of these blobs were destroyed: here nobody can read them any more.',
  subject: 'the digests of the blobs, or the asset id',
  schema: z.strictObject({
    zone: name,
    blobs: z.array(digest).min(1),
    asset: digest.exactOptional(),
    method: z.enum(['data-key-destroyed', 'zone-key-destroyed', 'overwritten']),
    why: reason,
    basis: name.exactOptional(),
    copiesLeft: z.array(name),
  }),
  example: {
    zone: 'main',
    blobs: [exampleDigest('a')],
    asset: exampleDigest('b'),
    method: 'data-key-destroyed',
    why: 'the person asked for it',
    basis: 'GDPR article 17',
    copiesLeft: ['backup of February, kept until 2026-04-01'],
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  subjects: ({ asset, blobs }) => (asset === undefined ? blobs : [asset]),
};
