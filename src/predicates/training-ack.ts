// training-ack: somebody learnt what their role has to know, and showed it.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, share, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface TrainingAck {
  readonly person: string;
  readonly role: string;
  /** Blob of what was taught; another one asks for another acknowledgement. */
  readonly content: Sha256;
  readonly topic: string;
  readonly exercise: {
    readonly outcome: 'pass' | 'fail';
    /** 0..1 */
    readonly score: number;
    /** Blob of what was handed in, where it was checked by a program. */
    readonly solution?: Sha256;
  };
  readonly acknowledgedAt: string;
  readonly expiresAt: string;
}

export const predicate: Predicate<TrainingAck> = {
  kind: 'training-ack',
  type: ownType('training-ack'),
  meaning: 'This person went through this content for this role and passed the exercise or did not.',
  subject: 'the names of the person and of the role',
  schema: z.strictObject({
    person: name,
    role: name,
    content: digest,
    topic: name,
    exercise: z.strictObject({
      outcome: z.enum(['pass', 'fail']),
      score: share,
      solution: digest.exactOptional(),
    }),
    acknowledgedAt: time,
    expiresAt: time,
  }),
  example: {
    person: 'mira@example.org',
    role: 'data-engineer',
    content: exampleDigest('a'),
    topic: 'poisoned data',
    exercise: { outcome: 'pass', score: 0.9, solution: exampleDigest('b') },
    acknowledgedAt: '2026-03-01T08:00:00.000Z',
    expiresAt: '2027-03-01T08:00:00.000Z',
  },
  timeToLiveDays: 365,
  invalidatedBy: ['a change of the content that concerns the role'],
  materials: ({ content, exercise }) => [
    ...materialOf('content', content),
    ...materialOf('solution', exercise.solution),
  ],
  parties: ({ person }) => [{ role: 'person', id: person }],
  subjects: ({ person, role }) => [nameDigest('person', person), nameDigest('role', role)],
  endsAt: ({ expiresAt }) => expiresAt,
};
