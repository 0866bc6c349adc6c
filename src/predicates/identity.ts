// identity: somebody or something that acts here, and in which roles. Keys are bound to it by `key-change` (holder).
import { z } from 'zod';
import { name, nonce, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

/** When somebody usually works; what happens at other times is worth a look, not forbidden. */
export interface WorkingHours {
  /** IANA name of the time zone, for example `Europe/Berlin`. */
  readonly timeZone: string;
  /** Local hours, 0..24; `to` is not included. */
  readonly from: number;
  readonly to: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
}

export interface Identity {
  /** `set`: so it is from here on; `end`: it acts here no more. */
  readonly action: 'set' | 'end';
  readonly identity: string;
  readonly identityKind: 'person' | 'service';
  readonly roles: readonly string[];
  /** The legal entity that somebody belongs to; a record of screening counts for one. */
  readonly organisation?: string;
  /** The person behind it: two accounts of one person are one pair of eyes. */
  readonly person?: string;
  readonly workingHours?: WorkingHours;
  readonly screening?: {
    readonly record: string;
    readonly issuer: string;
    readonly expiresAt: string;
    /** The legal entity that it was made for; it counts only where that is the one that somebody belongs to. */
    readonly organisation?: string;
  };
  readonly why: string;
  /** Random: the same can be said again. */
  readonly nonce?: string;
}

export const predicate: Predicate<Identity> = {
  kind: 'identity',
  type: ownType('identity'),
  meaning: 'This person or service acts here in these roles from now on, or does not any more.',
  subject: 'the name of the identity',
  schema: z.strictObject({
    action: z.enum(['set', 'end']),
    identity: name,
    identityKind: z.enum(['person', 'service']),
    roles: z.array(name),
    organisation: name.exactOptional(),
    person: name.exactOptional(),
    workingHours: z
      .strictObject({
        timeZone: name,
        from: z.number().min(0).max(24),
        to: z.number().min(0).max(24),
        days: z.array(z.int().min(1).max(7)).min(1),
      })
      .exactOptional(),
    screening: z
      .strictObject({ record: name, issuer: name, expiresAt: time, organisation: name.exactOptional() })
      .exactOptional(),
    why: reason,
    nonce: nonce.exactOptional(),
  }),
  example: {
    action: 'set',
    identity: 'mira@example.org',
    identityKind: 'person',
    roles: ['data-engineer'],
    organisation: 'Example GmbH',
    workingHours: { timeZone: 'Europe/Berlin', from: 8, to: 18, days: [1, 2, 3, 4, 5] },
    screening: {
      record: '2025-118',
      issuer: 'hr.example.org',
      expiresAt: '2027-09-01T00:00:00.000Z',
      organisation: 'Example GmbH',
    },
    why: 'joined the data team',
  },
  timeToLiveDays: null,
  invalidatedBy: ['a later statement about the same identity'],
  parties: ({ identity, person }) => [
    { role: 'identity', id: identity },
    ...(person === undefined ? [] : [{ role: 'person', id: person }]),
  ],
  subjects: ({ identity }) => [nameDigest('identity', identity)],
};
