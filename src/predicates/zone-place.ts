// zone-place: a folder of a machine belongs to a zone, or does not any more. Working copies of what is sensitive lie in such folders.
import { z } from 'zod';
import { count, name, reason } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface ZonePlace {
  readonly action: 'add' | 'remove';
  readonly zone: string;
  /** Absolute, with all links on the way followed. */
  readonly folder: string;
  /** Name of the machine. */
  readonly device: string;
  readonly by: string;
  readonly why: string;
  /** Entries of the log that were there: the same may be said again later, and is another statement. */
  readonly logSize: number;
}

export const predicate: Predicate<ZonePlace> = {
  kind: 'zone-place',
  type: ownType('zone-place'),
  meaning: 'On this machine copies of what lies in the zone may lie in this folder, or may not any more.',
  subject: 'the name of the zone',
  schema: z.strictObject({
    action: z.enum(['add', 'remove']),
    zone: name,
    folder: name,
    device: name,
    by: name,
    why: reason,
    logSize: count,
  }),
  example: {
    action: 'add',
    zone: 'data-engineering',
    folder: '/srv/data',
    device: 'workbench-3',
    by: 'mira@example.org',
    why: 'an encrypted disk that only the data team mounts',
    logSize: 12,
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later statement about the same folder'],
  parties: ({ by, zone }) => [
    { role: 'actor', id: by },
    { role: 'zone', id: zone },
  ],
  subjects: ({ zone }) => [nameDigest('zone', zone)],
};
