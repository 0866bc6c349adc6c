// reference-move: a name points to another asset from now on. The history of a name is the list of these statements.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { ownType, type Predicate } from './predicate.ts';
import { type UpdatePoint, updatePoints } from './update-point.ts';

export interface ReferenceMove {
  readonly name: string;
  /** 1 for the first, then one more each time; of two statements with the same version the first in the log counts. */
  readonly version: number;
  /** Where the name pointed before; absent for the first version. */
  readonly from?: Sha256;
  readonly to: Sha256;
  readonly why: string;
  readonly updatePoint?: UpdatePoint;
  /** The version that is restored, when this is a rollback. */
  readonly restores?: number;
}

export const predicate: Predicate<ReferenceMove> = {
  kind: 'reference-move',
  type: ownType('reference-move'),
  meaning: 'From here on the name points to this asset.',
  subject: 'the asset id that the name points to',
  schema: z
    .strictObject({
      name,
      version: z.int().min(1),
      from: digest.exactOptional(),
      to: digest,
      why: reason,
      updatePoint: z.enum(updatePoints).exactOptional(),
      restores: count.exactOptional(),
    })
    .refine(({ version, from }) => (version === 1) === (from === undefined), {
      error: 'the first version comes from nowhere, every other from somewhere',
      path: ['from'],
    }),
  example: {
    name: 'reviews',
    version: 7,
    from: exampleDigest('a'),
    to: exampleDigest('b'),
    why: 'March delivery',
    updatePoint: 'new-training-data',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a statement with the next version of the same name'],
  materials: ({ from }) => (from === undefined ? [] : [{ role: 'previous-version', sha256: from }]),
  subjects: ({ to }) => [to],
};
