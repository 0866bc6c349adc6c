// zone-key-change: what is kept in a zone is sealed under another key from now on.
import { z } from 'zod';
import { count, name, reason } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ZoneKeyChange {
  readonly zone: string;
  /** Names of the keys; they tell nothing about them. */
  readonly oldKey: string;
  readonly newKey: string;
  /** Files with data keys that were wrapped anew. */
  readonly keyFiles: number;
  readonly why: string;
}

export const predicate: Predicate<ZoneKeyChange> = {
  kind: 'zone-key-change',
  type: ownType('zone-key-change'),
  meaning: 'The data keys of this zone are wrapped under another key from now on; the old one opens nothing any more.',
  subject: 'the name of the zone',
  schema: z.strictObject({ zone: name, oldKey: name, newKey: name, keyFiles: count, why: reason }),
  example: {
    zone: 'main',
    oldKey: '00112233445566778899aabbccddeeff',
    newKey: 'ffeeddccbbaa99887766554433221100',
    keyFiles: 3,
    why: 'an administrator has left',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later change of the key of the same zone'],
  subjects: ({ zone }) => [nameDigest('zone', zone)],
};
