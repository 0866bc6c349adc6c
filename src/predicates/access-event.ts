// access-event: somebody asked for something, and got it or did not. What was allowed is as much on record as what was refused.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, nonce, reason } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface AccessEvent {
  readonly actor: string;
  /** How the actor showed who it is. */
  readonly via: 'key' | 'token' | 'none';
  readonly action: string;
  readonly asset?: Sha256;
  readonly zone?: string;
  readonly purpose?: string;
  readonly decision: 'allow' | 'deny';
  /** Digest of the policies that decided. */
  readonly policy: Sha256;
  /** Ids of the policies that decided; empty when nothing permits it. */
  readonly because: readonly string[];
  /** Entries of the log that the decision rests on: with them it can be decided again. */
  readonly logSize?: number;
  /** Random: the same thing asked for twice is two events. */
  readonly nonce?: string;
  /** Bytes that were handed over. */
  readonly bytes?: number;
  /** What else is known about it and only those may read who may read the audit: a blob of the store. */
  readonly details?: Sha256;
  /** In words, without anything sensitive. */
  readonly note?: string;
}

export const predicate: Predicate<AccessEvent> = {
  kind: 'access-event',
  type: ownType('access-event'),
  meaning: 'The actor asked to do this, and was allowed to, or not, by these policies.',
  subject: 'the name of the actor, and the asset and the name of the zone where there are any',
  schema: z.strictObject({
    actor: name,
    via: z.enum(['key', 'token', 'none']),
    action: name,
    asset: digest.exactOptional(),
    zone: name.exactOptional(),
    purpose: reason.exactOptional(),
    decision: z.enum(['allow', 'deny']),
    policy: digest,
    because: z.array(name),
    logSize: z.int().min(0).exactOptional(),
    nonce: nonce.exactOptional(),
    bytes: z.int().min(0).exactOptional(),
    details: digest.exactOptional(),
    note: reason.exactOptional(),
  }),
  example: {
    actor: 'mira@example.org',
    via: 'key',
    action: 'read',
    asset: exampleDigest('a'),
    zone: 'data-engineering',
    purpose: 'label the March delivery',
    decision: 'allow',
    policy: exampleDigest('b'),
    because: ['data-engineering-data-engineer'],
    logSize: 41,
    nonce: '8f14e45fceea167a',
    bytes: 4_096,
  },
  timeToLiveDays: null,
  invalidatedBy: [],
  parties: ({ actor, zone }) => [
    { role: 'actor', id: actor },
    ...(zone === undefined ? [] : [{ role: 'zone', id: zone }]),
  ],
  subjects: ({ actor, asset, zone }) => [
    nameDigest('identity', actor),
    ...(asset === undefined ? [] : [asset]),
    ...(zone === undefined ? [] : [nameDigest('zone', zone)]),
  ],
};
