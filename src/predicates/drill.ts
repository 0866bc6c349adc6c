// drill: a fault was planted, and people and systems had to notice it, contain it and recover.
import { z } from 'zod';
import type { Sha256 } from '#core/digest';
import { exampleDigest } from './example-digest.ts';
import { digest, name, reason, time } from './fields.ts';
import { nameDigest } from './name-digest.ts';
import { materialOf } from './named-digest.ts';
import { ownType, type Predicate } from './predicate.ts';

export interface Drill {
  /** What was exercised. */
  readonly exercise: 'playbook' | 'backup' | 'fallback' | 'control' | 'kill-switch';
  readonly name: string;
  readonly fault: { readonly description: string; readonly seed?: number; readonly blob?: Sha256 };
  readonly outcome: 'pass' | 'fail' | 'inconclusive';
  readonly detected: boolean;
  readonly secondsToDetect?: number;
  readonly secondsToContain?: number;
  readonly secondsToRestore?: number;
  /** Of the restored state: whether its digests are the known good ones. */
  readonly restoredExactly?: boolean;
  readonly participants: readonly { readonly person: string; readonly role: string }[];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly findings: readonly string[];
  /** Version of the system it was done with; a new major one ends it. */
  readonly systemVersion: string;
}

export const predicate: Predicate<Drill> = {
  kind: 'drill',
  type: ownType('drill'),
  meaning: 'This fault was planted as an exercise, and it was noticed, contained and repaired in this time or not.',
  subject: 'the name of the playbook, control or system that was exercised',
  schema: z.strictObject({
    exercise: z.enum(['playbook', 'backup', 'fallback', 'control', 'kill-switch']),
    name,
    fault: z.strictObject({
      description: reason,
      seed: z.int().exactOptional(),
      blob: digest.exactOptional(),
    }),
    outcome: z.enum(['pass', 'fail', 'inconclusive']),
    detected: z.boolean(),
    secondsToDetect: z.number().min(0).exactOptional(),
    secondsToContain: z.number().min(0).exactOptional(),
    secondsToRestore: z.number().min(0).exactOptional(),
    restoredExactly: z.boolean().exactOptional(),
    participants: z.array(z.strictObject({ person: name, role: name })),
    startedAt: time,
    finishedAt: time,
    findings: z.array(reason),
    systemVersion: name,
  }),
  example: {
    exercise: 'playbook',
    name: 'poisoned-dataset',
    fault: { description: '200 rows with a trigger word', seed: 7, blob: exampleDigest('a') },
    outcome: 'pass',
    detected: true,
    secondsToDetect: 420,
    secondsToContain: 1_900,
    secondsToRestore: 2_600,
    restoredExactly: true,
    participants: [{ person: 'mira@example.org', role: 'responder' }],
    startedAt: '2026-03-01T08:00:00.000Z',
    finishedAt: '2026-03-01T09:00:00.000Z',
    findings: ['the list of contacts was outdated'],
    systemVersion: '2.1.0',
  },
  timeToLiveDays: 180,
  invalidatedBy: ['a new major version of the system'],
  materials: ({ fault }) => materialOf('planted', fault.blob),
  parties: ({ participants }) => participants.map(({ person }) => ({ role: 'participant', id: person })),
  subjects: (body) => [nameDigest(exercisedKind(body), body.name)],
};

function exercisedKind({ exercise }: Drill): 'playbook' | 'control' | 'system' {
  if (exercise === 'playbook') return 'playbook';
  return exercise === 'control' || exercise === 'kill-switch' ? 'control' : 'system';
}
