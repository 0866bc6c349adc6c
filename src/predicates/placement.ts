// placement: an asset lies in a zone from here on. It counts when the decision that it cites lets it in; see zones/place-of.ts.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { count, digest, name, reason } from './fields.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Placement {
  readonly asset: Sha256;
  /** Where it lay; absent when it is placed for the first time. */
  readonly from?: string;
  readonly to: string;
  /** Evidence id of the decision that lets it in; absent only where the zone takes things in without one. */
  readonly decision?: Sha256;
  /** Whoever asked for it, as the access decision names them. */
  readonly by: string;
  readonly why: string;
  /** Entries of the log that were there: the same placement may be made again later, and is another statement. */
  readonly logSize: number;
}

export const predicate: Predicate<Placement> = {
  kind: 'placement',
  type: ownType('placement'),
  meaning: 'From here on the asset lies in this zone and nowhere else.',
  subject: 'the asset id',
  schema: z.strictObject({
    asset: digest,
    from: name.exactOptional(),
    to: name,
    decision: digest.exactOptional(),
    by: name,
    why: reason,
    logSize: count,
  }),
  example: {
    asset: exampleDigest('a'),
    from: 'quarantine',
    to: 'data-engineering',
    decision: exampleDigest('b'),
    by: 'mira@example.org',
    why: 'the delivery of March was looked through',
    logSize: 42,
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later placement of the same asset', 'the decision that it cites is reopened'],
  materials: ({ decision }) => materialOf('rests-on', decision),
  parties: ({ by, from, to }) => [
    { role: 'actor', id: by },
    { role: 'zone', id: to },
    ...(from === undefined ? [] : [{ role: 'zone', id: from }]),
  ],
  subjects: ({ asset }) => [asset],
};
